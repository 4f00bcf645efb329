/// How the page of a corpus looks. The colours keep a contrast of at least 4.5 to 1 in light and in dark, as WCAG 2.2 asks
/// of text; a test measures it in a browser.
enum PageStyle {
    static let text = """
        :root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1d1d1b; --faint: #5c5a54; --line: #d8d4c8;
          --link: #0b57a4; --mark: #ffe58a; --mark-ink: #1d1d1b; --found: #bfe3ff; --panel: #f4f1e8 }
        @media (prefers-color-scheme: dark) { :root { --paper: #16171a; --ink: #e8e6e1; --faint: #a5a29a; --line: #3a3b40;
          --link: #8cbcf2; --mark: #5c4a00; --mark-ink: #fff4c7; --found: #10456e; --panel: #1f2125 } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
        a { color: var(--link) }
        a:focus-visible, input:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
          outline: 3px solid var(--link); outline-offset: 2px }
        .skip { position: absolute; left: -999rem }
        .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; z-index: 2 }
        header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: baseline;
          padding: .75rem 1.5rem; background: var(--panel); border-bottom: 1px solid var(--line) }
        h1 { font-size: 1.2rem; margin: 0 } h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem }
        .faint { color: var(--faint); font-size: .875rem; margin: 0 }
        form { display: flex; gap: .75rem; align-items: baseline; flex: 1 1 20rem }
        input { flex: 1; min-width: 8rem; max-width: 32rem; font: inherit; padding: .3rem .6rem; color: var(--ink);
          background: var(--paper); border: 1px solid var(--faint); border-radius: .3rem }
        .columns { display: grid; grid-template-columns: minmax(12rem, 18rem) minmax(0, 46rem); gap: 2.5rem; padding: 0 1.5rem }
        nav { position: sticky; top: 4rem; align-self: start; max-height: calc(100vh - 4rem); overflow: auto;
          padding: 1rem 0; font-size: .9rem }
        nav ul { list-style: none; margin: 0; padding: 0 } nav li { margin: .3rem 0; overflow-wrap: anywhere }
        main > section:first-of-type > h2, main > article:first-of-type > h2 { margin-top: 1rem }
        article, section { scroll-margin-top: 4rem } [id] { scroll-margin-top: 5rem }
        mark { background: var(--mark); color: var(--mark-ink); padding: 0 .1em }
        ::highlight(found) { background-color: var(--found); color: var(--ink) }
        #found-list mark { background: var(--found); color: var(--ink) }
        p:target, li:target, pre:target, blockquote:target { outline: 2px solid var(--link); outline-offset: .3rem }
        pre { overflow: auto; background: var(--panel); padding: .5rem } blockquote { border-left: 3px solid var(--line);
          margin-left: 0; padding-left: 1rem }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
          border-bottom: 1px solid var(--line) }
        img { width: 100%; height: auto; background: #fff } figure { margin: .5rem 0 } details { margin: .5rem 0 }
        summary { cursor: pointer } ol, ul { padding-left: 1.4rem } footer { padding: 2rem 1.5rem }
        @media (max-width: 48rem) { .columns { display: block } nav { position: static; max-height: none } }
        @media print { header form, nav, .skip { display: none } .columns { display: block } }
        @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }

        """
}
