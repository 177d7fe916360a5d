package dev.glissade.bench;

/** What the time of a step is made of: each term has a price, and a step's shape says how often it pays it. */
public enum CostTerm {
    /** A job, however little it does. */
    JOB("job"),
    /** A further stage, which merges sums on the executors. */
    STAGE("further stage"),
    /** A task: the driver packs, sends and takes back one after the other. */
    TASK("task"),
    /** A broadcast of the parameters, however few. */
    BROADCAST("broadcast"),
    /** A row of the busiest core. */
    ROW("row"),
    /** A row of it that is drawn: found in its block, out of turn. */
    DRAWN_ROW("drawn row, beside that"),
    /** An entry of a dense row of it. */
    DENSE_ENTRY("dense entry"),
    /** An entry of a sparse row of it. */
    SPARSE_ENTRY("sparse entry"),
    /** A byte of a slice's sum, made and merged by the busiest core. */
    SLICE_BYTE("byte of a slice's sum"),
    /** A byte of the parameters, once a step: packed, unpacked, updated. */
    PARAMETER_BYTE("byte of the parameters"),
    /** A byte that the driver sends or takes in: of parameters, or of sums, which it merges. */
    DRIVER_BYTE("byte to or from the driver"),
    /** A byte of sums that the busiest core fetches and merges. */
    MERGED_BYTE("byte merged on executors");

    private final String words;

    CostTerm(String words) {
        this.words = words;
    }

    /** For tables. */
    String words() {
        return words;
    }

    /** How often a step pays it. */
    double times(StepShape shape) {
        StepShape.Work work = shape.work();
        return switch (this) {
            case JOB -> 1;
            case STAGE -> shape.depth() - 1;
            case TASK -> shape.tasks();
            case BROADCAST -> shape.broadcasts() ? 1 : 0;
            case ROW -> shape.busiestRows();
            case DRAWN_ROW -> work.sampled() ? shape.busiestRows() : 0;
            case DENSE_ENTRY -> work.sparse() ? 0 : shape.busiestRows() * work.entries();
            case SPARSE_ENTRY -> work.sparse() ? shape.busiestRows() * work.entries() : 0;
            case SLICE_BYTE -> shape.busiestSlices() * shape.parameterBytes();
            case PARAMETER_BYTE -> shape.parameterBytes();
            case DRIVER_BYTE -> shape.shippedBytes() + shape.returnedBytes();
            case MERGED_BYTE -> shape.mergedBytes();
        };
    }
}
