import { useApp } from "../app/app-context.ts";
import { waitTime } from "../lib/format-time.ts";
import { useValue } from "../state/store.ts";
import { useNow } from "../ui/use-now.ts";
import { words } from "../words/index.ts";

/** What to say while the app is not in touch with the server; undefined when there is nothing to say. */
export function useConnectionText(): string | undefined {
  const connection = useValue(useApp().connection);
  const now = useNow(1_000);
  const { waiting, waitingNow, ...texts } = words.connection;
  switch (connection.state) {
    case "online":
    case "signed-out":
      return undefined;
    case "waiting": {
      const seconds = Math.ceil((connection.retryAt - now) / 1000);
      return seconds > 0 ? waiting(waitTime(seconds)) : waitingNow;
    }
    default:
      return texts[connection.state];
  }
}
