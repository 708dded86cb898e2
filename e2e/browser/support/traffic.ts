import type { BrowserContext, Page, Request } from "playwright-core";

const isApi = (url: string) => new URL(url).pathname.startsWith("/v1/");

/** What the pages of one browser context exchange with the server: WebSocket frames, and the API's requests and answers. */
export class Traffic {
  readonly origins = new Set<string>();
  frames = 0;
  readonly #chunks: Buffer[] = [];
  readonly #pending: Promise<void>[] = [];

  constructor(context: BrowserContext) {
    for (const page of context.pages()) this.#watch(page);
    context.on("page", (page) => this.#watch(page));
    context.on("request", (request) => this.#request(request));
  }

  /** Everything so far, one after the other. */
  async bytes(): Promise<Buffer> {
    await Promise.all(this.#pending);
    return Buffer.concat(this.#chunks);
  }

  #watch(page: Page): void {
    page.on("websocket", (socket) => {
      this.origins.add(new URL(socket.url()).host);
      const take = ({ payload }: { payload: string | Buffer }) => {
        this.frames++;
        this.#chunks.push(Buffer.from(payload));
      };
      socket.on("framesent", take);
      socket.on("framereceived", take);
    });
  }

  #request(request: Request): void {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    this.origins.add(new URL(url).host);
    this.#chunks.push(Buffer.from(url));
    if (!isApi(url)) return;
    this.#chunks.push(request.postDataBuffer() ?? Buffer.alloc(0));
    this.#pending.push(this.#answer(request));
  }

  async #answer(request: Request): Promise<void> {
    const body = await request
      .response()
      .then((response) => response?.body())
      .catch(() => undefined);
    if (body !== undefined) this.#chunks.push(body);
  }
}
