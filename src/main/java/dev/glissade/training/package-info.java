/**
 * The training loop: a sequence of immutable states, one an update (with local steps, one a round of them), that ends with
 * its reason.
 *
 * <p>It minimises F(w) = (Σ cᵢ ℓᵢ)/(Σ cᵢ) + l1·‖w‖₁ + (l2/2)·‖w‖₂²: {@code loss} is the first term, {@code objective} all
 * of it. Steps count from 0, and the state at step t has made t updates. An epoch is N rows visited. But for the clock,
 * a {@link dev.glissade.training.TrainingState} follows from the configuration and the state before it.
 *
 * <p>Stop rules compose; listeners are told of every state, and one that throws ends the run. A run that diverged ends
 * with a reason, not with an exception, and keeps the weights of its last good step.
 */
package dev.glissade.training;
