import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { useText } from "./texts/index.tsx";

/** What is around Fluent's components takes no part in the layout. */
const transparent = { display: "contents" } as const;

/**
 * A component that loads on first use, and with it Fluent's provider, which Fluent's components need. The list of people uses Fluent's
 * tokens and icons only: it is there sooner, and switching messages costs less.
 */
export function lazyFluent<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [{ FluentProvider }, { default: Component }] = await Promise.all([import("./provider.ts"), load()]);
    const InFluent = (props: Props) => (
      <FluentProvider dir={useText().direction} style={transparent}>
        <Component {...props} />
      </FluentProvider>
    );
    return { default: InFluent };
  });
}
