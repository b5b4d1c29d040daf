import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Screen } from "../../ui/Screen.tsx";
import { HereSection } from "./HereSection.tsx";
import "./people.css";
import type { PeopleDeps } from "./peopleDeps.ts";
import { StaffSection } from "./StaffSection.tsx";

/** Who may sign: on this phone, and for the whole operator. */
export function PeopleScreen({ deps }: { readonly deps: PeopleDeps }) {
  const text = useText(peopleText);
  return (
    <Screen title={text("title")} parent="/settings">
      <HereSection deps={deps} />
      <StaffSection deps={deps} />
    </Screen>
  );
}
