import { once } from "node:events";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { GraphError } from "../../graph/index.ts";
import { boundedBody } from "./bounded-body.ts";

/** A file of a form while it comes. */
export interface IncomingFile {
  /** The field's name. */
  readonly field: string;
  readonly filename: string | undefined;
  /** As the part says. */
  readonly type: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** Fields that came before. */
  readonly fields: ReadonlyMap<string, string>;
}

const LIMITS = {
  fieldNameSize: 200,
  fieldSize: 1_048_576,
  fields: 500,
  files: 1,
  parts: 501,
  headerPairs: 50,
};

/**
 * Reads a form of multipart/form-data (RFC 7578). The file, at most one, is for `onFile` while it comes and never in
 * memory as a whole; without `onFile` it is skipped.
 * @throws GraphError 100 for what is no such form, and whatever `onFile` rejects with
 */
export async function readMultipart(
  request: Request,
  maxBytes: number,
  onFile?: (file: IncomingFile) => Promise<void>,
): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  const parser = parserFor(request);
  const working: Promise<void>[] = [];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
  };
  parser.on("field", (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) fail(malformed("A field of the form is too long."));
    else if (typeof name === "string") fields.set(name, value);
  });
  parser.on("file", (field, stream, filename, _encoding, type) => {
    if (onFile === undefined) {
      stream.on("error", fail);
      stream.resume();
      return;
    }
    const taken = onFile({ field: field ?? "", filename: filename || undefined, type, body: stream, fields });
    working.push(
      taken.catch((error: unknown) => {
        fail(error instanceof GraphError ? error : partFailure(error));
        stream.on("error", () => undefined);
        stream.resume();
      }),
    );
  });
  for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.on(limit, () => fail(malformed("The form has too many parts.")));
  }
  const finished = once(parser, "finish").then(() => undefined);
  finished.catch((error: unknown) => fail(malformed("The form is not well-formed.", error)));
  try {
    for await (const chunk of boundedBody(request, maxBytes)) {
      if (failure !== undefined) break;
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), finished]).catch(fail);
    }
    if (failure === undefined) {
      parser.end();
      await finished.catch(() => undefined);
    }
  } catch (error) {
    fail(error);
  }
  if (failure !== undefined) parser.destroy();
  else await Promise.all(working);
  if (failure !== undefined) throw failure;
  return fields;
}

function parserFor(request: Request): BusboyInstance {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return new Busboy({ headers, limits: LIMITS });
  } catch (error) {
    throw malformed("The form has no boundary.", error);
  }
}

/** What reading a part rejects with that is neither ours nor the disk's: the form broke off. */
function partFailure(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error : malformed("The form broke off.", error);
}

const malformed = (details: string, cause?: unknown): GraphError => new GraphError(100, { details, cause });
