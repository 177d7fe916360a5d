package dev.glissade.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A report in one HTML file that works without a network: style, data, libraries and the script that draws the charts are in
 * it. It says what it is given and nothing else, not even the time, so that the same report has the same bytes.
 *
 * @param title over all
 * @param line below it: of what, made with what
 * @param sections in their order
 */
public record HtmlReport(String title, String line, List<Section> sections) {

    public HtmlReport {
        sections = List.copyOf(sections);
    }

    /** The charts, in their order. */
    public List<Figure> figures() {
        return sections.stream()
                .flatMap(section -> section.parts().stream())
                .filter(Part.Drawing.class::isInstance)
                .map(part -> ((Part.Drawing) part).figure())
                .toList();
    }

    /** The whole file. */
    public String html() {
        StringBuilder html = new StringBuilder(HEAD.formatted(escaped(title), Resource.text("report.css")));
        html.append("<h1>").append(escaped(title)).append("</h1>\n");
        html.append("<p class=\"line\">").append(escaped(line)).append("</p>\n");
        for (Section section : sections) {
            html.append("<section>\n<h2>").append(escaped(section.heading())).append("</h2>\n");
            section.parts().forEach(part -> html.append(part(part)));
            html.append("</section>\n");
        }
        html.append("</main>\n");
        scripts().forEach(script -> html.append("<script>\n").append(script).append("\n</script>\n"));
        return html.append("</body>\n</html>\n").toString();
    }

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>%s</title>
            <style>
            %s</style>
            </head>
            <body>
            <main>
            """;

    /** Both libraries call themselves Plotly: each gets a name of its own as soon as it is there. */
    private List<String> scripts() {
        List<Figure> drawn =
                figures().stream().filter(figure -> !figure.isEmpty()).toList();
        List<String> scripts = new ArrayList<>();
        if (drawn.stream().anyMatch(figure -> !isSurface(figure))) {
            scripts.add(Resource.text(Resource.CARTESIAN));
            scripts.add("window.PlotlyCartesian = window.Plotly;");
        }
        if (drawn.stream().anyMatch(HtmlReport::isSurface)) {
            scripts.add(Resource.text(Resource.SURFACES));
            scripts.add("window.PlotlySurfaces = window.Plotly;");
        }
        if (!drawn.isEmpty()) {
            scripts.add(Resource.text("report.js"));
        }
        return scripts;
    }

    private static boolean isSurface(Figure figure) {
        return figure instanceof Field field && field.view() == Field.View.SURFACE;
    }

    private static String part(Part part) {
        if (part instanceof Part.Text paragraph) {
            return "<p>%s</p>\n".formatted(escaped(paragraph.text()));
        } else if (part instanceof Part.Notice notice) {
            StringBuilder html = new StringBuilder("<div class=\"notice\">\n");
            notice.text()
                    .forEach(text -> html.append("<p>").append(escaped(text)).append("</p>\n"));
            return html.append("</div>\n").toString();
        } else if (part instanceof Part.KeyFigures figures) {
            return keyFigures(figures);
        } else if (part instanceof Part.Table table) {
            return table(table);
        } else if (part instanceof Part.Drawing drawing) {
            return drawing(drawing.figure());
        }
        Part.Details details = (Part.Details) part;
        return "<details>\n<summary>%s</summary>\n<pre>%s</pre>\n</details>\n"
                .formatted(escaped(details.summary()), escaped(details.text()));
    }

    private static String keyFigures(Part.KeyFigures figures) {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        for (Part.KeyFigure figure : figures.figures()) {
            html.append(
                    "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(escaped(figure.name()), escaped(figure.value())));
        }
        return html.append("</dl>\n").toString();
    }

    private static String table(Part.Table table) {
        StringBuilder html = new StringBuilder("<div class=\"table\">\n<table>\n<thead>\n");
        html.append(row(table.head(), "th")).append("</thead>\n<tbody>\n");
        table.rows().forEach(cells -> html.append(row(cells, "td")));
        return html.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static String row(List<String> cells, String element) {
        StringBuilder html = new StringBuilder("<tr>");
        for (String cell : cells) {
            html.append("<%s>%s</%s>".formatted(element, escaped(cell), element));
        }
        return html.append("</tr>\n").toString();
    }

    private static final String FIGURE = """
            <figure id="%1$s">
            <h3>%2$s</h3>
            <div class="chart" role="img" aria-label="%2$s">%3$s</div>
            <noscript><p>This chart needs JavaScript; its picture is <a href="plots/%1$s.png">plots/%1$s.png</a>.</p></noscript>
            <figcaption>%4$s</figcaption>
            </figure>
            """;

    private static final String DATA = "<script type=\"application/json\">%s</script>";

    private static String drawing(Figure figure) {
        String content = figure.isEmpty()
                ? "<p class=\"nothing\">%s</p>".formatted(Figure.NOTHING)
                : DATA.formatted(FigureJson.of(figure));
        return FIGURE.formatted(figure.id(), escaped(figure.title()), content, escaped(figure.caption()));
    }

    /** Text that is only text, in elements and in attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
