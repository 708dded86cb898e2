export { GRAPH_ERRORS, type GraphErrorCode, type GraphErrorSpec, graphErrorSpec } from "./error-table.ts";
export { type FieldSelection, parseFields, type SelectedField } from "./fields.ts";
export {
  asGraphError,
  GraphError,
  type GraphErrorBody,
  type GraphErrorOptions,
  unknownObject,
} from "./graph-error.ts";
export {
  compareNodeIds,
  isNodeId,
  messageIdOf,
  newMessageId,
  newNodeId,
  octetsOfMessageId,
} from "./ids.ts";
export {
  cursorOf,
  cutPage,
  defaultPaging,
  type ListOrder,
  type Page,
  type PageBody,
  type PageRequest,
  type PagingSettings,
  pageBody,
  readPageRequest,
} from "./paging.ts";
export { displayPhone, type Phone, parsePhone, phoneOfWaId } from "./phone.ts";
export type { RandomSource } from "./random.ts";
export { type GraphNode, type NodeFields, selectFields } from "./select-fields.ts";
export { newTraceId } from "./trace-id.ts";
export { defaultVersions, splitVersion, type VersionedPath, type VersionSettings } from "./version-path.ts";
