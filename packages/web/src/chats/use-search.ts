import type { SearchResult } from "@culver/client";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";

/** What a search found, as it is typed; the previous result stays until the next is there. */
export function useSearch(text: string, conversation?: string): SearchResult | undefined {
  const { client } = useApp();
  const [result, setResult] = useState<SearchResult>();
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") {
      setResult(undefined);
      return;
    }
    let gone = false;
    const timer = setTimeout(() => {
      const options = { limit: 60, ...(conversation !== undefined && { conversation }) };
      client.search(wanted, options).then(
        (found) => gone || setResult(found),
        () => gone || setResult({ conversations: [], contacts: [], messages: [] }),
      );
    }, 60);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [client, wanted, conversation]);
  return wanted === "" ? undefined : result;
}
