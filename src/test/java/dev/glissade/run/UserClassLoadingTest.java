package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import dev.glissade.schedule.LearningRate;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A class that is named is of the right type before anything of it runs. */
class UserClassLoadingTest {

    private static final List<String> RAN = new CopyOnWriteArrayList<>();

    /** Tells that it was initialised, and that it was made. */
    public static final class Intruder {
        static {
            RAN.add("initializer");
        }

        public Intruder() {
            RAN.add("constructor");
        }
    }

    /** Of the right type, but of no use. */
    public static final class Unusable implements TrainingListener {
        private static final int NONE = Integer.parseInt("none");

        @Override
        public void reached(TrainingState state) {
            RAN.add("unusable " + NONE);
        }
    }

    @Test
    void nothingOfAClassOfAnotherTypeRuns() {
        String name = Intruder.class.getName();
        assertThatThrownBy(() -> UserClasses.make("run.listeners", name, TrainingListener.class))
                .isInstanceOf(UserError.class)
                .hasMessage("run.listeners = %s: this class is no TrainingListener", name);
        assertThatThrownBy(() -> UserClasses.make("model.loss", "java.lang.ProcessBuilder", LearningRate.class))
                .isInstanceOf(UserError.class);
        assertThat(RAN).isEmpty();
    }

    @Test
    void aStaticInitializerThatFailsIsTold() {
        String name = Unusable.class.getName();
        assertThatThrownBy(() -> UserClasses.make("run.listeners", name, TrainingListener.class))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "run.listeners = %s: the class cannot be used:"
                                + " java.lang.NumberFormatException: For input string: \"none\"",
                        name);
    }
}
