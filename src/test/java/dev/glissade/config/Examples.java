package dev.glissade.config;

import java.util.List;

/** Configuration files for the tests. */
final class Examples {

    /** Every key with a value other than its default, as far as one file can have them. */
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
          storage = float32
          validation = 0.25
          standardize = true
          on-bad-row = skip
        }
        model { kind = huber, huber-delta = 1.5, intercept = no, initial-weights = [0.5, -1e-3] }
        penalty { l1 = 1e-4, l2 = .25 }
        gradient {
          kind = svrg
          batch-size = 64
          sampling = with-replacement
          clip-norm = 10
          clip-value = 2.5
          snapshot = average
          snapshot-every = 2.5 epochs
        }
        optimizer { kind = nesterov, momentum = increasing }
        averaging { kind = tail, start = 1.5 epochs }
        learning-rate {
          initial = 0.5
          decay = step
          factor = 0.5
          every = 2.5 epochs
          minimum = 1e-3
          warmup = 100 steps
          warmup-start = 0.01
          scaling = sqrt
          reference-batch-size = 32
        }
        stop {
          max-epochs = 0.5
          max-steps = 1e6
          max-seconds = 60.5
          target-objective = -0.5
          relative-tolerance = 1e-6
          patience = 3
          divergence-factor = 50
        }
        on-divergence { policy = rollback, factor = 0.25, at-most = 7 }
        engine { partitions = 3, aggregation-depth = 2 }
        checkpoint { every-steps = 500, every-seconds = 90.5, keep = 2, directory = "hdfs://host/checkpoints" }
        run { dir = out/here, log-every = 10, evaluate-every = 200, listeners = [a.B, "a.b.C$D"], tensorboard = required }
        """;

    /** Lines behind the required ones, with the keys that do not go with those of {@link #EVERY_KEY}. */
    static final List<String> OTHER_KEYS = List.of(
            "model { kind = null, loss = com.example.MyLoss }",
            "data.columns { names = [a, b, c, d], numeric = a, categorical = [b], hashed = c, hash-size = 64 }",
            "gradient.kind = saga",
            "engine { sync-every = 500, replicas = 16 }",
            "gradient { kind = svrg, snapshot = random }, engine.sync-every = auto",
            "optimizer { kind = rmsprop, beta2 = 0.95, epsilon = 1e-6 }",
            "optimizer { kind = adamw, beta1 = 0.8, weight-decay = 0 }",
            "optimizer { kind = lbfgs, history = 5 }",
            "learning-rate { initial = 0.1, schedule = com.example.MyRates, warmup = 3 }",
            "learning-rate { initial = 1, scaling = adascale, reference-batch-size = 9 }, stop.max-reference-steps = 70",
            "batch-size-schedule { kind = step, factor = 3, every = 2 epochs, maximum = 4096 }",
            "batch-size-schedule { kind = step, at = [3, 5] }",
            "batch-size-schedule { kind = noise-scale, factor = 0.5 }",
            "study { batch-sizes = [1, 16, all], rates = [0.1, 0.5], seeds = 3, target = -0.5 }",
            "study { weights = [0, 3 epochs, 7], draws = 40, rows = 500 }",
            "learning-rate { decay = multi-step, factor = 0.5, at = [0.5 epochs, 2 epochs] }",
            "learning-rate { decay = inverse-time, rate = 1e-7, minimum = 1e-12, warmup = 0.25 epochs }",
            "learning-rate { decay = polynomial, period = 1000, power = 0.5, minimum = 1e-4 }",
            "learning-rate { decay = cosine-restarts, period = 10 epochs, period-factor = 2 }");

    private Examples() {}
}
