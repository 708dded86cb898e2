export { type BusinessDevices, openDevices } from "./open-devices.ts";
export { type BusinessLog, type DevicesOptions, silentLog } from "./options.ts";
