using System.Globalization;
using Honnan.Data;

namespace Honnan.Learning.Training;

/// <summary>One step of a run.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Epoch">Epochs begun and done after it, with fraction.</param>
/// <param name="LearningRate">α of the step.</param>
/// <param name="TrainingLoss">Cross-entropy of its batch before the step, in nats.</param>
/// <param name="TrainingTop1">Share of its batch guessed right before the step.</param>
/// <param name="ValidationLoss">Log loss over the validation pictures after the step, where it was measured.</param>
/// <param name="ValidationTop1">Share of the validation pictures guessed right, where it was measured.</param>
/// <param name="PicturesPerSecond">Speed of the step, loading included.</param>
public sealed record LogRow(
    long Step, double Epoch, double LearningRate, double TrainingLoss, double TrainingTop1,
    double? ValidationLoss, double? ValidationTop1, double PicturesPerSecond)
{
    internal string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Step},{Epoch:R},{LearningRate:R},{TrainingLoss:R},{TrainingTop1:R},{ValidationLoss:R},{ValidationTop1:R},{PicturesPerSecond:0.#}");

    internal static LogRow FromCsv(string line, string path)
    {
        string[] cells = line.Split(',');
        try
        {
            return new LogRow(
                long.Parse(cells[0], CultureInfo.InvariantCulture), Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]),
                Optional(cells[5]), Optional(cells[6]), Number(cells[7]));
        }
        catch (Exception error) when (error is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InputException($"the run's log '{path}' is damaged at '{line}'", error);
        }
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static double? Optional(string cell) => cell.Length == 0 ? null : Number(cell);
}
