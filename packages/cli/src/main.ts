import { askTerminal } from "./ask-terminal.ts";
import { commands } from "./commands/index.ts";
import { dispatch } from "./dispatch.ts";
import { endSignal } from "./end-signal.ts";

const flushed = (stream: NodeJS.WriteStream) => new Promise((resolve) => stream.write("", resolve));

const code = await dispatch(commands, process.argv.slice(2), {
  env: process.env,
  signal: endSignal(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  ask: askTerminal,
});
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(code);
