import { EmptyState } from "./empty.tsx";
import { useText } from "./texts/index.tsx";

/** What a visitor sees who opens the page in a browser, or where Microsoft's library could not be loaded. */
export function Outside() {
  const text = useText();
  return <EmptyState title={text("outside-title")} body={text("outside-body")} />;
}
