import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { type PhoneInput, usePhoneTyping } from "./use-phone-typing.ts";

/** A number while it is being typed, starting from the country that the server suggests. */
export function usePhoneInput(typed: string): PhoneInput {
  const app = useApp();
  return usePhoneTyping(
    typed,
    useStore(app.server, (server) => server?.country),
  );
}
