package dev.glissade.report;

import java.util.List;

/** A part of a report's section. */
public sealed interface Part {

    /**
     * A paragraph.
     *
     * @param text plain
     */
    record Text(String text) implements Part {}

    /**
     * Something that nobody should miss.
     *
     * @param text plain, in one or several paragraphs
     */
    record Notice(List<String> text) implements Part {
        public Notice {
            text = List.copyOf(text);
        }
    }

    /**
     * Figures by name.
     *
     * @param figures in their order
     */
    record KeyFigures(List<KeyFigure> figures) implements Part {
        public KeyFigures {
            figures = List.copyOf(figures);
        }
    }

    /**
     * One of them.
     *
     * @param name what it is
     * @param value with its unit
     */
    record KeyFigure(String name, String value) {}

    /**
     * A table.
     *
     * @param head names of the columns
     * @param rows as many cells each
     */
    record Table(List<String> head, List<List<String>> rows) implements Part {
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A chart with its caption.
     *
     * @param figure to be drawn
     */
    record Drawing(Figure figure) implements Part {}

    /**
     * A long text that is closed until somebody opens it.
     *
     * @param summary what it is
     * @param text as it is, its lines kept
     */
    record Details(String summary, String text) implements Part {}
}
