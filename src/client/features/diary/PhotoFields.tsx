import { PhotoField } from "../../ui/PhotoField.tsx";
import type { PhotoFile } from "../../ui/photoFile.ts";
import type { FieldProps } from "./fieldProps.ts";
import { filesIn, MOST_PHOTOS } from "./photosOfForm.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";

/** The label's photo where an interval hangs on it, and others: each one taken offers room for the next. */
export function PhotoFields({ form, words, onChange }: FieldProps) {
  const { text } = words;
  const { pictures } = form;
  const hasRoom = form.photos.length + filesIn(form).length < MOST_PHOTOS;
  const exchanged = (index: number, photo: PhotoFile | undefined) =>
    photo === undefined
      ? pictures.filter((_, other) => other !== index)
      : [...pictures.slice(0, index), photo, ...pictures.slice(index + 1)];
  return (
    <>
      {RECORD_SHAPES[form.type].inputs !== undefined && (
        <PhotoField
          label={text("photo.label")}
          hint={text("photo.label.hint")}
          photo={form.label}
          onChange={(label) => onChange({ label })}
        />
      )}
      {pictures.map((picture, index) => (
        <PhotoField
          key={index}
          label={text("photo.number", { number: index + 1 })}
          photo={picture}
          onChange={(photo) => onChange({ pictures: exchanged(index, photo) })}
        />
      ))}
      {hasRoom && (
        <PhotoField
          key={`next ${pictures.length}`}
          label={text(pictures.length === 0 ? "photo" : "photo.another")}
          photo={undefined}
          onChange={(photo) => photo !== undefined && onChange({ pictures: [...pictures, photo] })}
        />
      )}
    </>
  );
}
