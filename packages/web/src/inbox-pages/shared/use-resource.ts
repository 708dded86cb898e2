import { useCallback, useEffect, useRef, useState } from "react";
import { pageWords } from "../../words/inbox-pages.ts";

export interface Resource<T> {
  readonly data: T | undefined;
  /** In words for a person. */
  readonly problem: string | undefined;
  readonly reload: () => void;
  readonly put: (data: T) => void;
}

export function problemOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : pageWords.failed;
}

/** What the server says under a path, anew for each `key`; a later answer wins over an earlier one. */
export function useResource<T>(key: string, load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ readonly key: string; readonly data?: T; readonly problem?: string }>({
    key,
  });
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;
  const reload = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    latest.current().then(
      (data) => mine === turn.current && setState({ key, data }),
      (error: unknown) =>
        mine === turn.current &&
        setState((before) => ({
          key,
          ...(before.key === key && before.data !== undefined && { data: before.data }),
          problem: problemOf(error),
        })),
    );
  }, [key]);
  useEffect(() => {
    reload();
    return () => {
      turn.current += 1;
    };
  }, [reload]);
  const put = useCallback(
    (data: T) => {
      turn.current += 1;
      setState({ key, data });
    },
    [key],
  );
  const here = state.key === key;
  return {
    data: here ? state.data : undefined,
    problem: here ? state.problem : undefined,
    reload,
    put,
  };
}
