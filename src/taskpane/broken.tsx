import { Component, type ReactNode } from "react";
import { EmptyState } from "./empty.tsx";
import { useText } from "./texts/index.tsx";

interface Props {
  readonly children: ReactNode;
  /** Says it elsewhere instead. */
  readonly failed?: () => void;
}

/** Keeps what fails to load or to draw to itself: the rest of the pane goes on, and the reader can load the pane again. */
export class Unbroken extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.failed?.();
  }

  override render(): ReactNode {
    const { children, failed } = this.props;
    return this.state.failed ? !failed && <Broken /> : children;
  }
}

function Broken() {
  const text = useText();
  // A part that failed to load is not asked for a second time by the same page.
  const again = (): void => location.reload();
  return <EmptyState title={text("broken-title")} body={text("broken-body")} action={{ label: text("broken-action"), run: again }} />;
}
