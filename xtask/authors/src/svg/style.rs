//! Colours, for light and dark. Whatever a colour says, a shape or a word says as well.

pub const SHEET: &str = r##"<style>
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  fill: #1f2328; white-space: pre }
.paper { fill: #ffffff }
.command, .name { font-weight: bold }
.dim, .time, .wait { fill: #6b7280 }
.time { text-anchor: end }
.zombie-word { fill: #8a4b00 }
.trouble-word { fill: #b42318; font-weight: bold }
.stuck-word { fill: #8a4b00; font-weight: bold }
.guide { stroke: #e5e7eb; stroke-width: 1 }
.runs { fill: #7aa7e0 }
.waits { fill: url(#waiting); stroke: #9aa4b2; stroke-width: 1 }
.stopped { fill: #d1d5db; stroke: #9aa4b2; stroke-width: 1 }
.leaving { fill: #d1d5db }
.zombie { fill: url(#unwaited); stroke: #b7791f; stroke-width: 1 }
.lost { fill: url(#rotting); stroke: #b42318; stroke-width: 1 }
.hatch { stroke: #9aa4b2; stroke-width: 2 }
.hatch-paper { fill: #f3f4f6 }
.stripe { stroke: #d92d20; stroke-width: 4 }
.stripe-paper { fill: #fee4e2 }
.amber { stroke: #d9a441; stroke-width: 2 }
.amber-paper { fill: #fff7e0 }
.arrow { stroke: #57606a; stroke-width: 1.5; fill: none }
.head { fill: #57606a }
.sign { fill: #1f4e8c; stroke: #ffffff; stroke-width: 1.5 }
.sign-signal { fill: #7c3aed; stroke: #ffffff; stroke-width: 1.5 }
.sign-trouble { fill: #b42318; stroke: #ffffff; stroke-width: 1.5 }
.sign-stuck { fill: #8a4b00; stroke: #ffffff; stroke-width: 1.5 }
.cross { stroke: #ffffff; stroke-width: 2; fill: none }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.paper { fill: #0d1117 }
.dim, .time, .wait { fill: #8b949e }
.zombie-word { fill: #e3b341 }
.trouble-word { fill: #ff7b72 }
.stuck-word { fill: #e3b341 }
.guide { stroke: #21262d }
.runs { fill: #3b6fb5 }
.waits { stroke: #6e7681 }
.stopped { fill: #484f58; stroke: #6e7681 }
.leaving { fill: #484f58 }
.zombie { stroke: #e3b341 }
.lost { stroke: #ff7b72 }
.hatch { stroke: #6e7681 }
.hatch-paper { fill: #161b22 }
.stripe { stroke: #da3633 }
.stripe-paper { fill: #3c1414 }
.amber { stroke: #9e7a2e }
.amber-paper { fill: #2b2413 }
.arrow { stroke: #9ea7b3 }
.head { fill: #9ea7b3 }
.sign { fill: #79b8ff; stroke: #0d1117 }
.sign-signal { fill: #c4a5ff; stroke: #0d1117 }
.sign-trouble { fill: #ff7b72; stroke: #0d1117 }
.sign-stuck { fill: #e3b341; stroke: #0d1117 }
.cross { stroke: #0d1117 }
}
</style>
<defs>
<pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
  <rect class="hatch-paper" width="6" height="6"/><path class="hatch" d="M0 0V6"/></pattern>
<pattern id="rotting" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
  <rect class="stripe-paper" width="8" height="8"/><path class="stripe" d="M0 0V8"/></pattern>
<pattern id="unwaited" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
  <rect class="amber-paper" width="8" height="8"/><path class="amber" d="M0 0V8"/></pattern>
</defs>
"##;
