package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureScaling;
import org.junit.jupiter.api.Test;

/** Fingerprints stand in saved models, so they must not change; the expected ones are from another implementation. */
class FingerprintTest {

    private static final String TABLE = "00112233445566778899aabbccddeeff";

    @Test
    void aPartsIsOfTheTableTheFractionAndThePart() {
        assertThat(Fingerprint.ofPart(TABLE, 0.25, true)).isEqualTo("7198f5d4e08a778e31441a6fdfc540dc");
        assertThat(Fingerprint.ofPart(TABLE, 0.25, false)).isEqualTo("9bac445cca917ad915258d62f094e5ba");
    }

    @Test
    void aScaledTablesIsOfTheTableTheShiftsAndTheScales() {
        FeatureScaling scaling = new FeatureScaling(DenseVector.of(1.5, 0), DenseVector.of(2, 4));
        assertThat(Fingerprint.ofScaled(TABLE, scaling)).isEqualTo("bd84ac9b4f2b56bf4ee572f88abba27b");
    }

    /** Parameters of runs with another constant feature are others, so that theirs is another table. */
    @Test
    void aConstantFeatureOtherThanOneIsPartOfIt() {
        DenseVector scale = DenseVector.of(2, 4);
        assertThat(Fingerprint.ofScaled(TABLE, FeatureScaling.withoutShift(scale, DenseVector.of(3, 2))))
                .isEqualTo("fde7af2349db98f55fa5c87bb6aeb24d")
                .isEqualTo(Fingerprint.ofScaled(TABLE, FeatureScaling.withoutShift(scale)));
        assertThat(Fingerprint.ofScaled(TABLE, FeatureScaling.withoutShift(scale, DenseVector.of(30, 2))))
                .isEqualTo("211592f1f6dadcdd1dd72215421447df");
    }
}
