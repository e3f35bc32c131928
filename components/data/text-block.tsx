import { PayloadView } from "../viewers/payload-view";

/** A stranger's text, as text: JSON as a tree to walk through, anything else as its characters. */
export function TextBlock({ text, label, language }: { text: string; label: string; language?: string }) {
  return <PayloadView text={text} label={label} {...(language ? { language } : {})} />;
}
