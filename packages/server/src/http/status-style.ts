/** The status page's own rules, behind the shared tokens and controls. */
export const STATUS_STYLE = `
.status { max-width: 960px; margin: 0 auto; padding: var(--space-8) var(--space-4) var(--space-8); display: grid; gap: var(--space-6); }
.status > header { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; justify-content: space-between; }
.status header h1 { font-size: 1.5rem; line-height: 2rem; }
.state { display: inline-flex; align-items: center; gap: var(--space-2); font: var(--type-meta); font-weight: 550; }
.state .dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
.state.good { color: var(--accent); }
.state.warn { color: var(--sms-label); }
.state.bad { color: var(--danger); }
header .state { padding: 6px var(--space-3); border-radius: 999px; background: var(--accent-soft); }
header .state.warn { background: var(--sms); }
header .state.bad { background: var(--danger-soft); }
.tiles { display: grid; grid-template-columns: repeat(3, 1fr); gap: var(--space-3); }
.tile { padding: var(--space-4) var(--space-5); display: grid; gap: var(--space-1); align-content: start; }
.tile dt { font: var(--type-meta); color: var(--muted); }
.tile dd { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: var(--space-2); }
.tile dd .figures { font-size: 1.625rem; line-height: 2rem; font-weight: 600; letter-spacing: -0.02em; }
.status section { display: grid; gap: var(--space-3); }
.routes { padding: 0 var(--space-5); margin: 0; }
.routes li { display: grid; grid-template-columns: 1fr 200px 190px; gap: var(--space-1) var(--space-6); align-items: center; padding: var(--space-4) 0; }
.routes li + li { border-top: 1px solid var(--line); }
.routes .name { font: var(--type-strong); min-width: 0; overflow-wrap: anywhere; }
.routes .meta { text-align: right; }
.routes .none { display: block; color: var(--muted); }
.foot { display: flex; flex-wrap: wrap; gap: var(--space-2); }
@media (max-width: 719px) {
  .status { padding-top: var(--space-5); gap: var(--space-5); }
  .tiles { grid-template-columns: repeat(2, 1fr); gap: var(--space-2); }
  .tile { padding: var(--space-3) var(--space-4); }
  .tile dd .figures { font-size: 1.375rem; }
  .routes { padding: 0 var(--space-4); }
  .routes li { grid-template-columns: 1fr auto; }
  .routes .meta { grid-column: 1 / -1; text-align: left; }
}
`;
