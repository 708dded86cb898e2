import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
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
  const streams: BusboyFileStream[] = [];
  const failed = Promise.withResolvers<void>();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??=
      error instanceof GraphError || isOfSystem(error) ? error : malformed("The form broke off.", error);
    failed.resolve();
  };
  parser.on("field", (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) fail(malformed("A field of the form is too long."));
    else if (typeof name === "string") fields.set(name, value);
  });
  parser.on("file", (field, stream, filename, _encoding, type) => {
    streams.push(stream);
    // Told here at once: who reads the stream may not listen to it yet, and would wait for ever afterwards.
    stream.on("error", (error) => {
      fail(error);
      stream.destroy(error);
    });
    if (onFile === undefined) stream.resume();
    else {
      const file = { field: field ?? "", filename: filename || undefined, type, body: stream, fields };
      working.push(onFile(file).catch(fail));
    }
  });
  for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.on(limit, () => fail(malformed("The form has too many parts.")));
  }
  parser.on("error", fail);
  const finished = new Promise<void>((resolve) => parser.once("finish", () => resolve()));
  try {
    for await (const chunk of boundedBody(request, maxBytes)) {
      if (failure !== undefined) break;
      if (parser.write(chunk)) continue;
      const drained = new Promise<void>((resolve) => parser.once("drain", () => resolve()));
      await Promise.race([drained, finished, failed.promise]);
    }
    if (failure === undefined) {
      parser.end();
      await Promise.race([finished, failed.promise]);
    }
    if (failure === undefined) await Promise.all(working);
  } catch (error) {
    fail(error);
  }
  if (failure === undefined) return fields;
  for (const stream of streams) stream.destroy();
  parser.destroy();
  // Until nobody writes any more: what was staged is gone when this rejects.
  await Promise.all(working);
  throw failure;
}

function parserFor(request: Request): BusboyInstance {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw malformed("The Content-Type must be multipart/form-data.");
  try {
    return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch (error) {
    throw malformed("The form has no boundary.", error);
  }
}

/** The disk's own errors have a code; those of a form that is not well-formed do not. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && "code" in error;

const malformed = (details: string, cause?: unknown): GraphError => new GraphError(100, { details, cause });
