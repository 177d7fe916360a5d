/**
 * The penalty of the objective, l1·‖w‖₁ + (l2/2)·‖w‖₂², from which intercepts are left out.
 *
 * <p>Its smooth part is a gradient, l2·w, which is added to the loss's; its other part is a proximal step with the
 * threshold rate·l1, which an optimizer takes at the end of its own step, with one rate or one for each coordinate. So every
 * combination of penalty and optimizer comes to rest at the minimum of the one objective.
 */
package dev.glissade.penalty;
