package dev.glissade.study;

import dev.glissade.config.BatchSize;
import dev.glissade.config.Configuration;
import dev.glissade.study.Runs.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How the batch size shapes the way to the minimum: whole runs of each batch size, at one learning rate or at one that a rule scales. */
final class BatchSizeStudy implements Study {

    private static final List<Long> USUAL = List.of(1L, 16L, 256L);

    @Override
    public String name() {
        return "batch-size";
    }

    @Override
    public Findings on(Desk desk) {
        Reference reference = Reference.of(desk);
        Configuration base = desk.configuration();
        List<Long> sizes = Sizes.of(base, reference.rows(), () -> usual(reference.rows()));
        double rate = desk.once("rate", () -> Map.of("rate", desk.bench().rate(noisiest(base, sizes))))
                .get("rate")
                .doubleValue();
        Runs runs = new Runs(desk, reference, false);
        int seeds = base.study().seeds();
        Advance advance = new Advance(desk, (long) sizes.size() * seeds);
        List<Steps> all = new ArrayList<>();
        for (long size : sizes) {
            List<Run> group = new ArrayList<>();
            for (int seed = 0; seed < seeds; seed++) {
                group.add(Run.scaled(base, size, rate, base.seed() + seed));
            }
            all.add(new Steps(size, advance.group("runs-" + size, runs, group)));
        }
        return new BatchSizeFindings(base, reference, all, StepSeconds.of(desk, base, sizes, rate)).findings();
    }

    /** One rate for all has to suit the smallest batch, whose gradients scatter most; a rule starts from a batch of its own. */
    private static Configuration noisiest(Configuration base, List<Long> sizes) {
        return base.learningRate().referenceBatchSize().isPresent()
                ? base
                : base.withBatchSize(BatchSize.rows(Collections.min(sizes)));
    }

    private static List<Long> usual(long rows) {
        List<Long> sizes =
                new ArrayList<>(USUAL.stream().filter(size -> size < rows).toList());
        sizes.add(rows);
        return sizes;
    }
}
