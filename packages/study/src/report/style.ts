/** Style of the report: system fonts, light and dark, tables that scroll on a phone and do not break in print. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --page: #ffffff; --panel: #f6f8fa;
  --good: #0b5f8a; --bad: #9a3b00; --open: #57606a; --link: #0a58ca; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --line: #3d444d; --page: #0d1117;
  --panel: #161b22; --good: #6cb6ff; --bad: #f0a26b; --open: #9da7b1; --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }
main, header, nav { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.35rem; margin: 2.8rem 0 .8rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
p { max-width: 46rem; }
.soft { color: var(--soft); }
a { color: var(--link); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .6rem 0; margin: 1rem 0 0; border-block: 1px solid var(--line); }
.tiles { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; padding: 0; list-style: none; }
.tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; min-width: 8.5rem; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; }
td { min-width: 6rem; overflow-wrap: break-word; }
.verdict { white-space: nowrap; font-weight: 600; }
.reproduced { color: var(--good); } .contradicted { color: var(--bad); } .not-testable { color: var(--open); }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.quote { min-width: 13rem; max-width: 22rem; font-weight: 400 !important; white-space: normal !important; } .wide { min-width: 11rem; }
small { display: block; color: var(--soft); font-weight: 400; font-style: normal; }
figure { margin: 1.6rem 0 2.4rem; }
figure .paper { background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; overflow-x: auto; }
figure svg { display: block; width: 100%; height: auto; min-width: 30rem; margin: 0 auto; }
figure.narrow svg { max-width: 34rem; min-width: 20rem; }
figcaption { max-width: 60rem; margin-top: .6rem; font-size: .9rem; color: var(--soft); }
figcaption strong { color: var(--ink); }
details { margin: .8rem 0; } summary { cursor: pointer; font-weight: 600; padding: .2rem 0; }
footer { max-width: 76rem; margin: 3rem auto 2rem; padding: 1rem 1.25rem 0; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media print { details::details-content { content-visibility: visible; height: auto; } summary { display: none; }
  :root { --ink: #000; --soft: #333; --line: #999; --page: #fff; --panel: #fff; --good: #000; --bad: #000; --open: #333; --link: #000; }
  body { font-size: 10pt; } nav { display: none; } h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; }
  .scroll { overflow: visible; } table { font-size: 8pt; } td, .quote, .wide { min-width: 0; } .quote { width: 28%; } tbody th, .number, .verdict { white-space: normal; } }
`;
