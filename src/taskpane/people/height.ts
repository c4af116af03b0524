import { useCallback, useState } from "react";

/** The height of whatever element the returned ref is put on; 0 while there is none. */
export function useHeight(): readonly [number, (element: HTMLElement | null) => () => void] {
  const [height, setHeight] = useState(0);
  const measure = useCallback((element: HTMLElement | null) => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.borderBoxSize[0]?.blockSize ?? 0));
    if (element) observer.observe(element);
    return () => {
      observer.disconnect();
      setHeight(0);
    };
  }, []);
  return [height, measure];
}
