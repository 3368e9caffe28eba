namespace Honnan.Learning.Training;

/// <summary>A model that a run kept beside its result.</summary>
/// <param name="Folder">Below the run's folder; a command takes it as MODEL.</param>
/// <param name="Step">After which step.</param>
/// <param name="Epoch">Epochs done then.</param>
/// <param name="ValidationLoss">Log loss over the validation pictures, where it was measured.</param>
/// <param name="ValidationTop1">Share of them guessed right, where it was measured.</param>
/// <param name="Rank">Its place among the validations so far, from 1; null where it was not validated.</param>
public sealed record KeptModel(string Folder, long Step, double Epoch, double? ValidationLoss, double? ValidationTop1, int? Rank);
