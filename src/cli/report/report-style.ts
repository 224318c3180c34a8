/** One style for screen and print, light and dark, wide and narrow. Colours of text keep a contrast of 4.5 or more. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#16202c;--quiet:#586575;--rule:#dfe4ea;--accent:#0b62c4;--accent-soft:#e3eefb;--bad:#b3121d;--bad-soft:#fdebec;--warn:#8a5a00;--warn-soft:#fdf3dc;--speech:#6b3fa0;--speech-soft:#efe7f8;--screen:#00705f;--screen-soft:#dff3ef;--vision:#0b62c4;--listing:#6a5a3a;--glow:#ffb300}
@media (prefers-color-scheme:dark){:root{--paper:#10151b;--card:#1a212a;--ink:#e6ebf1;--quiet:#9aa7b6;--rule:#2e3844;--accent:#74b3ff;--accent-soft:#1b3552;--bad:#ff8d93;--bad-soft:#43191d;--warn:#f0c060;--warn-soft:#3a2d10;--speech:#c7a6f2;--speech-soft:#33264a;--screen:#5fd3bd;--screen-soft:#123a34;--vision:#74b3ff;--listing:#cdbd96;--glow:#ffca4a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
[hidden]{display:none!important}
header.page,main,footer{max-width:1180px;margin:0 auto;padding:0 20px}
header.page{padding-top:28px}
.brand{margin:0;color:var(--accent);font-weight:700;letter-spacing:.08em;text-transform:uppercase;font-size:12px}
h1{margin:2px 0 8px;font-size:28px;line-height:1.2}
h2{margin:0;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
h3{margin:0 0 6px;font-size:12px;letter-spacing:.05em;text-transform:uppercase;color:var(--quiet)}
h3 .quiet{text-transform:none;letter-spacing:0;font-weight:400}
h4{margin:8px 0 3px;font-size:11px;font-weight:600;color:var(--quiet)}
.totals{display:flex;flex-wrap:wrap;gap:6px 22px;margin:0 0 18px;padding:0;list-style:none;color:var(--quiet)}
.totals b{color:var(--ink);font-size:17px}
.bad,.totals .bad b{color:var(--bad);font-weight:600}
nav,.video{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:16px 18px;margin:0 0 20px}
#filter{font:inherit;width:min(320px,100%);padding:6px 10px;margin:0 0 8px;border:1px solid var(--rule);border-radius:8px;background:var(--paper);color:inherit}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:6px 10px 6px 0;border-top:1px solid var(--rule);vertical-align:top}
thead th{border:0;color:var(--quiet);font-size:12px;font-weight:600}
tbody th{font-weight:500;overflow-wrap:anywhere}
table{min-width:560px}
.number{white-space:nowrap;text-align:right;font-variant-numeric:tabular-nums}
.calm,.quiet,.facts{color:var(--quiet)}
a{color:var(--accent)}
.facts{margin:2px 0 12px;font-size:13px;overflow-wrap:anywhere}
button{font:inherit;color:inherit;background:none;border:0;padding:0;text-align:inherit;cursor:pointer}
button:focus-visible,a:focus-visible,.timeline:focus-visible,summary:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.alarms{list-style:none;margin:0 0 14px;padding:0;display:grid;gap:6px}
.alarm{display:block;width:100%;margin:0;padding:8px 12px;border-radius:8px;border-left:4px solid var(--bad);background:var(--bad-soft);overflow-wrap:anywhere}
.alarm strong{color:var(--bad)}
.alarm.warn{border-color:var(--warn);background:var(--warn-soft)}
.alarm.warn strong{color:var(--warn)}
.alarm.info{border-color:var(--accent);background:var(--accent-soft)}
.alarm.info strong{color:var(--accent)}
.alarm[aria-pressed=true]{box-shadow:0 0 0 2px var(--bad)}
.top{display:grid;grid-template-columns:minmax(220px,400px) 1fr;gap:20px;align-items:start}
.picture{margin:0;position:sticky;top:12px}
.picture .frame{position:relative;overflow:hidden;border-radius:10px;background:#000;max-height:460px;margin:0 auto}
.picture .frame img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain;visibility:hidden}
.picture .frame img.shown{visibility:visible}
.picture.none{display:grid;place-items:center;aspect-ratio:16/9;border:1px dashed var(--rule);border-radius:10px;color:var(--quiet)}
.picture figcaption{text-align:center;color:var(--quiet);font-size:12px;font-variant-numeric:tabular-nums;margin-top:4px}
.boxes{position:absolute;inset:0}
.boxes div{position:absolute;border:3px solid var(--glow);border-radius:3px;box-shadow:0 0 0 1px #000a,inset 0 0 0 1px #000a}
.columns{display:grid;gap:14px;min-width:0}
.tags{list-style:none;margin:0;padding:0;display:grid;gap:4px;grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr))}
.tags li:only-child,section:first-child>.tags>li:first-child{grid-column:1/-1}
.tag{height:100%}
.tag{display:grid;grid-template-columns:1fr auto;gap:0 12px;width:100%;padding:6px 10px;border:1px solid var(--rule);border-radius:8px}
.tag:hover{border-color:var(--accent)}
.tag[aria-pressed=true]{border-color:var(--accent);background:var(--accent-soft)}
.tag .name{font-weight:600;overflow-wrap:anywhere}
.tag .key{color:var(--quiet);font-weight:400}
.tag .from{grid-column:1/-1;font-size:12px;color:var(--quiet);overflow-wrap:anywhere}
.path{margin-right:4px}
.when{font-variant-numeric:tabular-nums;white-space:nowrap}
.sure{display:flex;align-items:center;gap:8px;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{width:64px;height:6px;border-radius:3px;background:linear-gradient(var(--accent),var(--accent)) 0/var(--share) 100% no-repeat var(--rule)}
.source{display:inline-block;padding:0 6px;border:1px solid currentColor;border-radius:9px;font-size:11px;line-height:16px;color:var(--quiet)}
.source.speech{color:var(--speech)}.source.screen-text{color:var(--screen)}.source.vision{color:var(--vision)}.source.listing{color:var(--listing)}
.unsure{color:var(--warn);margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
.timeline{margin-top:18px;overflow-x:auto;padding-bottom:4px}
.axis-area{position:relative;min-width:640px}
.axis{position:relative;height:18px;font-size:11px;color:var(--quiet);font-variant-numeric:tabular-nums}
.axis span{position:absolute;padding-left:4px;border-left:1px solid var(--rule);line-height:18px}
.strip{display:flex;gap:2px;max-height:130px;width:100%}
.slot{flex:1;background:var(--rule);border-radius:4px;min-width:0;overflow:hidden}
.slot img{display:block;width:100%;height:100%;object-fit:cover}
.lane{position:relative;height:30px;margin-bottom:3px;background:var(--paper);border-radius:6px}
.span{position:absolute;top:2px;bottom:2px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;padding:0 6px;border-radius:5px;font-size:12px;line-height:26px;border:1px solid transparent}
.speech .span{background:var(--speech-soft);color:var(--speech)}
.screen-text .span{background:var(--screen-soft);color:var(--screen)}
.span:hover,.line:hover{border-color:currentColor}
.picking .slot:not(.lit),.picking .span:not(.lit){opacity:.35}
.slot.lit{box-shadow:0 0 0 3px var(--glow)}
.span.lit{border-color:currentColor;font-weight:600}
.line.lit{background:var(--accent-soft)}
.bands{position:absolute;inset:18px 0 0;pointer-events:none}
.bands div{position:absolute;top:0;bottom:0;background:color-mix(in srgb,var(--glow) 18%,transparent);border-inline:1px solid var(--glow)}
.transcript{margin-top:16px}
.transcript ol{list-style:none;margin:0;padding:0}
.line{width:100%;padding:3px 6px;border:1px solid transparent;border-radius:6px}
.line time{display:inline-block;min-width:104px;color:var(--quiet);font-size:12px;font-variant-numeric:tabular-nums}
details{margin-top:14px;color:var(--quiet);font-size:13px}
summary{cursor:pointer}
details dl{margin-top:8px}
code{font-size:12px}
footer{padding-bottom:32px;color:var(--quiet);font-size:13px}
@media (max-width:760px){.top{grid-template-columns:1fr}.picture{position:static}}
@media (scripting:none){.scripted,#filter{display:none}}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--quiet:#444;--rule:#bbb;--accent:#0b62c4;--accent-soft:#e3eefb;--bad:#b3121d;--bad-soft:#fdebec;--warn:#8a5a00;--warn-soft:#fdf3dc;--speech:#6b3fa0;--speech-soft:#efe7f8;--screen:#00705f;--screen-soft:#dff3ef;--vision:#0b62c4;--listing:#6a5a3a}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
#filter,.scripted{display:none}.picture{position:static}.timeline{overflow:visible}.axis-area{min-width:0}.video+.video{break-before:page}.alarm,.tag,.picture,.strip,.lane,.line{break-inside:avoid}}
@media (prefers-reduced-motion:no-preference){.slot,.span{transition:opacity .15s}}
`;
