import type { jsPDF } from "jspdf";

/** The part of jsPDF by which its own plugins add objects to the file. */
type Objects = {
  readonly newObject: () => number;
  readonly out: (line: string) => void;
  readonly putStream: (stream: {
    readonly data: string;
    readonly objectId: number;
    readonly additionalKeyValues: readonly { readonly key: string; readonly value: string }[];
  }) => void;
};

function hasObjects(internal: jsPDF["internal"]): internal is jsPDF["internal"] & Objects {
  return "newObject" in internal && "out" in internal && "putStream" in internal;
}

/** Drawings that many pages show, held once in the file (form XObjects, ISO 32000-1 §8.10). */
export class SharedForms {
  readonly #forms = new Map<string, { readonly name: string; readonly edge: number; object: number }>();

  /** @throws Error when this jsPDF has other inner workings */
  constructor({ internal }: jsPDF) {
    if (!hasObjects(internal)) throw new Error("this jsPDF adds no objects");
    internal.events.subscribe("putResources", () => {
      for (const [data, form] of this.#forms) {
        form.object = internal.newObject();
        const keys = { Type: "/XObject", Subtype: "/Form", BBox: `[0 0 ${form.edge} ${form.edge}]` };
        const additionalKeyValues = Object.entries(keys).map(([key, value]) => ({ key, value }));
        internal.putStream({ data, objectId: form.object, additionalKeyValues });
        internal.out("endobj");
      }
    });
    internal.events.subscribe("putXobjectDict", () => {
      for (const { name, object } of this.#forms.values()) internal.out(`/${name} ${object} 0 R`);
    });
  }

  /** The operator that draws this content, which lies within a square of that edge from the origin. */
  draw(content: string, edge: number): string {
    const form = this.#forms.get(content) ?? { name: `Form${this.#forms.size}`, edge, object: 0 };
    this.#forms.set(content, form);
    return `/${form.name} Do`;
  }
}
