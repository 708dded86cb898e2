#!/usr/bin/env node
// npm links the commands of workspaces, so that `npx culver` finds this one in a clone.
import "../../../scripts/culver.mjs";
