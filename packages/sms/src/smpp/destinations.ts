import { PduError } from "./errors.ts";
import { list } from "./field-codecs.ts";
import { Status } from "./statuses.ts";

/** One destination of submit_multi: a number or a distribution list (SMPP 3.4 section 4.5.1.1). */
export type Destination =
  | { readonly ton: number; readonly npi: number; readonly address: string }
  | { readonly distributionList: string };

export const destinations = list<Destination>(
  (reader) => {
    const flag = reader.uint8();
    if (flag === 2) return { distributionList: reader.cstring(21, Status.ESME_RINVDLNAME) };
    if (flag !== 1) throw new PduError(Status.ESME_RINVDESTFLAG, "dest_flag is neither 1 nor 2");
    return {
      ton: reader.uint8(),
      npi: reader.uint8(),
      address: reader.cstring(21, Status.ESME_RINVDSTADR),
    };
  },
  (writer, value) => {
    if ("distributionList" in value) {
      writer.uint8(2);
      writer.cstring(value.distributionList, 21, Status.ESME_RINVDLNAME);
      return;
    }
    writer.uint8(1);
    writer.uint8(value.ton);
    writer.uint8(value.npi);
    writer.cstring(value.address, 21, Status.ESME_RINVDSTADR);
  },
);

/** A destination submit_multi could not reach, and why (section 4.5.2.1). */
export interface Unsuccessful {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
  readonly status: number;
}

export const unsuccessfuls = list<Unsuccessful>(
  (reader) => ({
    ton: reader.uint8(),
    npi: reader.uint8(),
    address: reader.cstring(21, Status.ESME_RINVDSTADR),
    status: reader.uint32(),
  }),
  (writer, value) => {
    writer.uint8(value.ton);
    writer.uint8(value.npi);
    writer.cstring(value.address, 21, Status.ESME_RINVDSTADR);
    writer.uint32(value.status);
  },
);
