import { usePhoneFormat } from "./use-phone-format.ts";

/** For sentences: a name as it is, a bare number as people read numbers. */
export function usePersonName(title: string): string {
  const format = usePhoneFormat();
  return /^\+\d+$/u.test(title) ? format(title) : title;
}
