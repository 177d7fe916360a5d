package dev.glissade.config;

/** Configuration files for the tests. */
final class Examples {

    /** Every key with a value other than its default. */
    static final String EVERY_KEY = """
        name = everything
        seed = -7
        spark { master = "local[2]", executor.memory = 2g }
        data {
          train = "hdfs://host/train.csv"
          test = test.csv
          format = csv
          label = y
          weight = w
          features = [a, b c]
          num-features = 2
          slices = 128
          shuffle-seed = 5
          order = as-read
        }
        model { kind = linear, intercept = no, initial-weights = [0.5, -1e-3] }
        penalty { l1 = 1e-4, l2 = .25 }
        gradient { kind = mini-batch, batch-size = 64, sampling = with-replacement }
        optimizer { kind = nesterov, momentum = increasing }
        learning-rate {
          initial = 0.5
          decay = step
          factor = 0.5
          every = 2.5 epochs
          minimum = 1e-3
          warmup = 100 steps
          warmup-start = 0.01
        }
        stop {
          max-epochs = 0.5
          max-steps = 1e6
          max-seconds = 60.5
          target-objective = -0.5
          divergence-factor = 50
        }
        engine { partitions = 3, aggregation-depth = 2 }
        run { dir = out/here, log-every = 10, evaluate-every = 200 }
        """;

    private Examples() {}
}
