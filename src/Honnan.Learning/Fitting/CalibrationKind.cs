namespace Honnan.Learning.Fitting;

/// <summary>Which numbers make probabilities honest.</summary>
public enum CalibrationKind
{
    /// <summary>One for all countries: a view's guess stays the same.</summary>
    Temperature,

    /// <summary>
    /// Two for each country: probabilities then follow how often countries come in the validation pictures, and guesses go to
    /// the frequent ones.
    /// </summary>
    Vector,
}
