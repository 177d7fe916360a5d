package dev.glissade.ml;

import org.apache.spark.ml.param.Param;

/** What classifiers have beside {@link SGDParams}. */
public interface SGDClassifierParams extends SGDParams {

    /** Auto, binomial or multinomial, as spark.ml's LogisticRegression has it. */
    default Param<String> family() {
        return held().family;
    }

    /** Of {@link #family}. */
    default String getFamily() {
        return $(family());
    }
}
