package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSettingsTest {

    @Test
    void defaults() {
        BenchSettings settings = BenchSettings.read(List.of());
        assertThat(settings.rows()).isEmpty();
        assertThat(settings.repeats()).isEqualTo(5);
        assertThat(settings.warmup()).isEqualTo(2);
        assertThat(settings.l2()).isEqualTo(1e-4);
        assertThat(settings.targets()).containsExactly(1e-3, 1e-4);
        assertThat(settings.data()).isEmpty();
        assertThat(settings.nonZeros()).isEqualTo(40);
        assertThat(settings.bandwidth()).isEqualTo(10);
        assertThat(settings.latency()).isEqualTo(0.2);
    }

    @Test
    void readsWhatIsGiven() {
        BenchSettings settings = BenchSettings.read(
                List.of("rows=1e5", "data=[a.svm, b.svm]", "targets=1e-2", "zipf=yes", "rows=200", "model=softmax"));
        assertThat(settings.rows()).contains(200L);
        assertThat(settings.data()).containsExactly("a.svm", "b.svm");
        assertThat(settings.targets()).containsExactly(1e-2);
        assertThat(settings.zipf()).isTrue();
        assertThat(settings.model()).contains(BenchSettings.Model.SOFTMAX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "row=5 | command line: unknown key row; did you mean rows?",
                "repeat=5 | command line: unknown key repeat; did you mean repeats?",
                "repeats=0 | command line: repeats = 0: must be a whole number from 1 to 1000",
                "bandwidth=0 | command line: bandwidth = 0: must be a number above 0",
                "latency=-1 | command line: latency = -1: must be a number of at least 0",
                "l2=0 | command line: l2 = 0: must be a number above 0",
                "targets=[1e-3,-1] | 'command line: targets = [0.001,-1]: must be a number above 0, or a list of them such as [1e-3, 1e-4]'",
                "model=softmx | 'command line: model = softmx: must be one of logistic, softmax; did you mean softmax?'",
                "rows | 'command line: ''rows'': must be key=value, such as seed=7'"
            })
    void saysWhatIsWrong(String assignment, String message) {
        assertThatThrownBy(() -> BenchSettings.read(List.of(assignment)))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownBenchmarkIsToldApart() {
        List<String> names = List.of("step", "pass");
        assertThat(BenchSettings.unknownBenchmark("stpe", names))
                .hasMessage("stpe: there is no such benchmark; did you mean step?");
        assertThat(BenchSettings.unknownBenchmark("everything", names))
                .hasMessage("everything: there is no such benchmark, only step, pass");
    }
}
