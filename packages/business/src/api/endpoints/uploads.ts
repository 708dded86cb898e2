import { z } from "zod";
import { GraphError, unknownObject } from "../../graph/index.ts";
import { mimeType, type UploadSession } from "../../media/index.ts";
import { type Call, endpoint } from "../endpoint.ts";
import { boundedBody } from "../request/bounded-body.ts";

const scope = "whatsapp_business_management";
const session = z.object({ id: z.string(), file_offset: z.number() });

/** Resumable uploads (section 2): their handles name files in templates and profiles. */
export const beginUpload = endpoint({
  id: "POST /{app-id}/uploads",
  priority: 2,
  node: "app",
  scope,
  summary: "Begin an upload that can be resumed.",
  input: z.object({
    file_length: z.number().int().min(1),
    file_type: z.string().max(256),
    file_name: z.string().max(1_024).optional(),
    session_type: z.string().max(64).optional(),
  }),
  answer: z.object({ id: z.string() }),
  async run({ node: app, context, input: { file_length: length, file_type, file_name } }) {
    if (length > context.longestFile) {
      throw new GraphError(100, { details: `Param file_length must be at most ${context.longestFile}.` });
    }
    const type = mimeType(file_type);
    if (type === undefined) throw new GraphError(100, { details: "Param file_type must be a MIME type." });
    const upload = await context.media.uploads.begin({ app: app.id, type, filename: file_name, length });
    return { id: `upload:${upload.id}` };
  },
});

export const getUpload = endpoint({
  id: "GET /upload:{upload}",
  priority: 2,
  node: "none",
  scope,
  summary: "How much of an upload is here.",
  input: z.object({ sig: z.string().max(256).optional() }),
  answer: session,
  async run(call) {
    const upload = await uploadOf(call);
    return { id: `upload:${upload.id}`, file_offset: await call.context.media.uploads.offset(upload) };
  },
});

export const continueUpload = endpoint({
  id: "POST /upload:{upload}",
  priority: 2,
  node: "none",
  scope,
  summary:
    "Go on with an upload at the header `file_offset`; the body is the file. The last octet gives its handle `h`.",
  body: "octets",
  input: z.object({ sig: z.string().max(256).optional() }),
  answer: z.union([z.object({ h: z.string() }), session]),
  async run(call) {
    const upload = await uploadOf(call);
    const offset = call.request.headers.get("file_offset") ?? "0";
    if (!/^[0-9]{1,12}$/.test(offset))
      throw new GraphError(100, { details: "file_offset must be a number." });
    const { uploads } = call.context.media;
    const done = await uploads.append(upload, Number(offset), boundedBody(call.request, upload.length));
    return done.handle !== undefined
      ? { h: done.handle }
      : { id: `upload:${upload.id}`, file_offset: done.offset };
  },
});

async function uploadOf({ context, rest, access, request }: Call): Promise<UploadSession> {
  const upload = await context.media.uploads.find(rest);
  if (upload?.app !== access.app)
    throw unknownObject(request.method === "GET" ? "get" : "post", `upload:${rest}`);
  return upload;
}
