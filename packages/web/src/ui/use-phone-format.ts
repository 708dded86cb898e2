import { useEffect, useState } from "react";
import { formatNumber, loadPhoneLibrary, type PhoneLibrary } from "../lib/phone.ts";

let loaded: PhoneLibrary | undefined;

/** The phone library, once it has been fetched. */
export function usePhoneLibrary(): PhoneLibrary | undefined {
  const [library, setLibrary] = useState(loaded);
  useEffect(() => {
    if (library !== undefined) return;
    let gone = false;
    void loadPhoneLibrary().then((found) => {
      loaded = found;
      if (!gone) setLibrary(found);
    });
    return () => {
      gone = true;
    };
  }, [library]);
  return library;
}

/** Writes numbers as people read them; as they are until the phone library has been fetched. */
export function usePhoneFormat(): (number: string) => string {
  const library = usePhoneLibrary();
  return (number) => formatNumber(library, number);
}
