package dev.glissade.study;

import dev.glissade.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a study comes to.
 *
 * @param columns of {@code study.csv}
 * @param rows of it: numbers and words; what is not known is null
 * @param verdicts fits and verdicts, as {@code study.json} has them
 * @param line of the report, below its title
 * @param sections of the report
 */
record Findings(
        List<String> columns,
        List<List<Object>> rows,
        Map<String, Object> verdicts,
        String line,
        List<Section> sections) {

    Findings {
        columns = List.copyOf(columns);
        sections = List.copyOf(sections);
    }

    /** The table as comma-separated values (RFC 4180, lines ended by a line feed); a number is written so that it reads back the same. */
    String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<Object> row : rows) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell(cell)));
            csv.append(String.join(",", cells)).append('\n');
        }
        return csv.toString();
    }

    private static String cell(Object value) {
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return "";
        }
        String text = value.toString();
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
