/// A page that needs nothing else: the map with every formula, a slider between them, and the table of all shares. What
/// stands behind # in its address is the formula that it begins with. Without a script it shows the first formula and the
/// table.
struct HTMLMap {
    let scene: MapScene

    var document: String {
        let map = SVGMap(scene, size: 3000)
        let projection = map.projection
        let groups = scene.outcomes.enumerated().map { index, outcome in
            "<g class=\"formula\" id=\"formula-\(index)\"\(index == 0 ? "" : " style=\"display:none\"")>\n"
                + map.content(of: outcome) + "</g>\n"
        }
        let first = scene.outcomes.first.map { SVGMap.description(of: $0, scene) } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'">
            <title>\(Markup.escaped(scene.title)): who would get what</title>
            <style>\(SVGMap.style)\(Self.style)</style>
            </head>
            <body>
            <main>
            <header>
            <h1>\(Markup.escaped(scene.title))</h1>
            <p class="choice"><label for="slider">Divided by</label>
            <input id="slider" type="range" min="0" max="\(max(0, scene.outcomes.count - 1))" step="1" value="0" \
            aria-describedby="shares">
            <output id="name" for="slider">\(Markup.escaped(scene.outcomes.first?.formula.title ?? ""))</output></p>
            <p id="shares" aria-live="polite">\(Markup.escaped(first))</p>
            </header>
            <figure>
            <svg viewBox="0 0 \(projection.width) \(projection.height)" role="img" aria-labelledby="title description">
            <title id="title">\(Markup.escaped(scene.title)) by \(Markup.escaped(scene.outcomes.first?.formula.title ?? ""))</title>
            <desc id="description">\(Markup.escaped(first))</desc>
            \(map.definitions)<rect class="land" width="\(projection.width)" height="\(projection.height)"/>
            \(map.graticule)\(groups.joined())\(map.scaleBar(x: projection.margin, y: projection.margin / 2))</svg>
            <figcaption>\(Markup.escaped(scene.source ?? ""))</figcaption>
            </figure>
            \(table)
            </main>
            <script>\(script)</script>
            </body>
            </html>

            """
    }

    /// One row for each formula: formulas are many, states are few.
    private var table: String {
        let holders = scene.holders.filter { holder in scene.outcomes.contains { $0.area(of: holder) > 0 } }
        var text = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Shares\"><table>\n"
        text +=
            "<caption>Shares of the water in percent, and in km²</caption>\n<thead><tr><th scope=\"col\">Formula</th>"
        for holder in holders {
            text += "<th scope=\"col\"><span class=\"swatch\" style=\"background:\(MapColors.fill(holder))\"></span>"
            text += "\(Markup.escaped(scene.name(of: holder)))</th>"
        }
        text += "</tr></thead>\n<tbody>\n"
        for (index, outcome) in scene.outcomes.enumerated() {
            text += "<tr data-formula=\"\(index)\"><th scope=\"row\"><button type=\"button\">"
            text += "\(Markup.escaped(outcome.formula.title))</button></th>"
            for holder in holders {
                let area = outcome.area(of: holder)
                let figures = "\(Figure.percent(outcome.percent(of: holder)))<small>\(Figure.whole(area))</small>"
                text += "<td>\(area > 0 ? figures : "–")</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody></table></div>"
    }

    private var script: String {
        let names = scene.outcomes.map { Self.quoted($0.formula.title) }.joined(separator: ",")
        let ids = scene.outcomes.map { Self.quoted($0.formula.name) }.joined(separator: ",")
        let words = scene.outcomes.map { Self.quoted(SVGMap.description(of: $0, scene)) }.joined(separator: ",")
        return """
            "use strict";
            const ids=[\(ids)],names=[\(names)],words=[\(words)],body=\(Self.quoted(scene.title));
            const slider=document.getElementById("slider");
            const at=id=>document.getElementById(id),buttons=document.querySelectorAll("th button");
            function show(index){
              slider.value=index;
              slider.setAttribute("aria-valuetext",names[index]);
              at("name").textContent=names[index];
              at("shares").textContent=words[index];
              at("title").textContent=body+" by "+names[index];
              at("description").textContent=words[index];
              names.forEach((_,i)=>{at("formula-"+i).style.display=i===index?"":"none"});
              document.querySelectorAll("[data-formula]").forEach(row=>{
                row.classList.toggle("shown",Number(row.dataset.formula)===index)});
              buttons.forEach((button,i)=>{button.setAttribute("aria-pressed",String(i===index))});
            }
            function choose(index){show(index);history.replaceState(null,"","#"+encodeURIComponent(ids[index]))}
            function named(){return Math.max(0,ids.indexOf(decodeURIComponent(location.hash.slice(1))))}
            slider.addEventListener("input",()=>choose(Number(slider.value)));
            buttons.forEach((button,i)=>button.addEventListener("click",()=>choose(i)));
            addEventListener("hashchange",()=>show(named()));
            if(names.length)show(named());
            """
    }

    /// As a JavaScript string that can't end the script element.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static let style = """
        *{box-sizing:border-box}body{margin:0;background:#fff;color:#1a1a1a;\
        font:16px/1.45 "Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}\
        main{max-width:1280px;margin:0 auto;padding:1rem;display:grid;gap:1rem 2rem;\
        grid-template-columns:minmax(0,4fr) minmax(0,7fr);grid-template-areas:"head head" "map table"}\
        header{grid-area:head}figure{grid-area:map;margin:0}.scroll{grid-area:table;overflow-x:auto}\
        h1{margin:0 0 .5rem;font-size:1.6rem}.choice{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:0}\
        #slider{flex:0 1 22rem;accent-color:#0072B2}#name{font-weight:700;min-width:14rem}#shares{margin:.5rem 0 0;color:#444}\
        svg{width:100%;height:auto;max-height:85vh;border:1px solid #d8d2c2}figcaption{color:#555;font-size:.85rem}\
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{text-align:left;padding-bottom:.5rem;color:#444}\
        th,td{padding:.35rem .5rem;text-align:right;border-bottom:1px solid #e3decf;vertical-align:top}\
        th:first-child{text-align:left}thead th{vertical-align:bottom;white-space:nowrap}td small{display:block;color:#555}\
        th button{font:inherit;font-weight:600;text-align:left;background:none;border:0;padding:.2rem;cursor:pointer;\
        border-radius:.2rem;color:inherit}.shown{background:#fff3d6}.shown button{text-decoration:underline}:focus-visible{outline:3px solid #0072B2;outline-offset:2px}\
        .swatch{display:inline-block;width:.9em;height:.9em;margin-right:.5em;border:1px solid #555;vertical-align:-.1em}\
        @media(max-width:800px){main{grid-template-columns:minmax(0,1fr);grid-template-areas:"head" "map" "table"}}
        """
}
