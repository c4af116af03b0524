import type { ComponentProps } from "react";
import { useRollcall } from "./store.tsx";

/** A link that leads out of Outlook, in the way that this Outlook allows. */
export function Outward({ href, children, ...rest }: ComponentProps<"a"> & { readonly href: string }) {
  const { mailbox } = useRollcall();
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault();
        mailbox.browse(href);
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
