using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>The pictures that a table lists; what it says of countries is not looked at.</summary>
internal sealed class TableInput(LabelledSource table) : ScoreInput
{
    internal override IEnumerable<string> Names(CancellationToken stop) => table.Entries(stop).Select(entry => entry.File);

    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop) => table.Entries(stop)
        .Where(entry => wanted(entry.File))
        .Select(entry => entry.Refused is { } reason ? ScoredPicture.Bad(entry.File, reason) : new ScoredPicture(entry.File, () => table.Read(entry.File)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        table.Dispose();
        base.Dispose();
    }
}
