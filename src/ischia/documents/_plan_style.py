"""The style of a plan's page: the tokens of the house, light and dark, screen and print."""

from typing import Final

PLAN_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fbf8f4; --surface: #ffffff; --line: #e4dad0;
  --ink: #2f2420; --ink-soft: #6b5a50; --hand: #1f6f78; --stop: #8e1b1b; --quiet: #cdbfb2;
  --prone: #1f6f78; --supine: #8a5a00; --side-left: #5a4fa3; --side-right: #8c3d6b;
  --semi: #2f6b3a; --seated: #4a5568; }
@media (prefers-color-scheme: dark) { :root { --paper: #191513; --surface: #231d1a;
  --line: #3b322d; --ink: #f3ebe4; --ink-soft: #b9a99d; --hand: #6cc4cb; --stop: #f0a39a;
  --quiet: #5a4d45; --prone: #2a7d86; --supine: #8f6110; --side-left: #6c60b8;
  --side-right: #9c4a7a; --semi: #3a7a46; --seated: #5c6a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 16px; background: var(--paper);
  color: var(--ink); font: 18px/1.5 system-ui, "Noto Sans KR", sans-serif;
  font-variant-numeric: tabular-nums; }
header { background: var(--tone); color: #fff; border-radius: 10px; padding: 16px 20px;
  display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between;
  align-items: end; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
header p { margin: 4px 0 0; } header .who { text-align: right; }
h2 { font-size: 1.15rem; margin: 0 0 8px; } h3 { font-size: 1rem; margin: 16px 0 4px; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
  padding: 16px 20px; margin-top: 16px; }
p, li { max-width: 70ch; } p { margin: 8px 0; } ul { margin: 4px 0; padding-left: 1.2em; }
li { margin: 4px 0; } li::marker { color: var(--ink-soft); }
.soft { color: var(--ink-soft); } .now { font-size: 1.35rem; font-weight: 700; }
.do { list-style: "\\2610\\00a0\\00a0"; } .not { list-style: "\\2212\\00a0\\00a0"; }
.not li::marker { color: var(--stop); font-weight: 700; }
.two { display: grid; gap: 8px 32px; }
blockquote { margin: 12px 0; padding-left: 12px; border-left: 3px solid var(--line); }
.bar { display: block; width: 100%; height: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 4px 0 12px; padding: 0;
  list-style: none; font-size: .9rem; }
.legend i { display: inline-block; width: .9em; height: .8em; border-radius: 3px;
  margin-right: 6px; }
.bar .grid { stroke: var(--line); } .bar .soft { fill: var(--ink-soft); }
.bar .quiet { fill: var(--quiet); } .legend .quiet { background: var(--quiet); }
.bar .prone { fill: var(--prone); } .bar .supine { fill: var(--supine); }
.bar .side_lying_left { fill: var(--side-left); }
.bar .side_lying_right { fill: var(--side-right); }
.bar .semi_reclined { fill: var(--semi); } .bar .seated { fill: var(--seated); }
.prone { background: var(--prone); } .supine { background: var(--supine); }
.side_lying_left { background: var(--side-left); }
.side_lying_right { background: var(--side-right); }
.semi_reclined { background: var(--semi); } .seated { background: var(--seated); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 6px 8px; font-weight: 400;
  border-top: 1px solid var(--line); }
thead th { border: 0; font-size: .85rem; color: var(--ink-soft); }
td.n { text-align: right; white-space: nowrap; } td b, th b { font-weight: 700; }
.disc { display: inline-block; min-width: 1.6em; border-radius: 1em; color: #fff;
  text-align: center; font-size: .82rem; font-weight: 700; margin-right: 6px; }
.body-chart { display: block; width: 100%; max-height: 44rem; }
.figure { background: #fbf8f4; border-radius: 10px; padding: 8px; margin: 16px 0 0; }
.figure p { margin: 8px 4px 0; color: #6b5a50; font-size: .85rem; }
.home { display: grid; gap: 16px 32px; }
.home svg { height: 96px; max-width: 100%; background: #fbf8f4; border-radius: 10px; }
.tag { border: 1px solid var(--hand); color: var(--hand); border-radius: 10px;
  padding: 0 8px; font-size: .82rem; white-space: nowrap; }
.tag.ours { border-style: dashed; border-color: var(--ink-soft); color: var(--ink-soft); }
.wide { white-space: normal; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
footer { color: var(--ink-soft); font-size: .9rem; margin: 16px 4px; }
@media (min-width: 60rem) { body { font-size: 16px; padding: 24px; }
  .two, .home { grid-template-columns: 1fr 1fr; }
  .session { display: grid; grid-template-columns: 3fr 2fr; gap: 24px; }
  .figure { margin: 0; align-self: start; } }
@media (max-width: 32rem) { section { padding: 12px; } th, td { padding: 6px 4px; } }
@media print { @page { size: A4; margin: 12mm; }
  :root { --paper: #fff; --surface: #fff; --ink: #2f2420; --ink-soft: #6b5a50;
    --line: #e4dad0; --hand: #1f6f78; --stop: #8e1b1b; }
  body { padding: 0; font-size: 10pt; max-width: none; } section { break-inside: avoid; }
  header, .bar, .disc, .legend i { print-color-adjust: exact; }
  section.long { break-inside: auto; } .two { grid-template-columns: 1fr 1fr; } }
"""
