package dev.glissade.report;

import dev.glissade.files.Directory;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The files of a report in a directory: {@code report.html}, and a picture of each chart in {@code plots/}. */
public final class ReportFiles {

    /** The report itself. */
    public static final String NAME = "report.html";

    private static final String PLOTS = "plots";
    private static final String PICTURE = ".png";

    private ReportFiles() {}

    /** Writes the report and the pictures in place of those before; each file is there whole, the old one or the new one. */
    public static void write(HtmlReport report, Directory directory, Consumer<String> warnings) throws IOException {
        writeHtml(report, directory);
        writePictures(report.figures(), directory.child(PLOTS), warnings);
    }

    /** Writes the report alone. */
    public static void writeHtml(HtmlReport report, Directory directory) throws IOException {
        directory.write(NAME, report.html());
    }

    /** A machine without fonts draws none; the report is there all the same. */
    private static void writePictures(List<Figure> figures, Directory plots, Consumer<String> warnings)
            throws IOException {
        List<String> names =
                figures.stream().map(figure -> figure.id() + PICTURE).toList();
        plots.create();
        try {
            for (Figure figure : figures) {
                plots.write(figure.id() + PICTURE, out -> FigurePicture.write(figure, out));
            }
        } catch (LinkageError | InternalError | RuntimeException cannotDraw) {
            warnings.accept("%s: pictures cannot be drawn on this machine: %s".formatted(plots, cannotDraw));
        }
        for (String file : plots.files()) {
            if (file.endsWith(PICTURE) && !names.contains(file)) { // of a report before
                plots.delete(file);
            }
        }
    }
}
