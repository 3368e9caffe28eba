namespace Honnan.Learning.Explaining;

/// <summary>What is measured of a map beside making it.</summary>
[Flags]
public enum MapMeasures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>All figures of its faithfulness: some fifty passes of the net a view.</summary>
    Faithfulness = 1,

    /// <summary>ROAD, combined, at few percentiles.</summary>
    Road = 2,

    /// <summary>How much of it stays when the picture is mirrored or trimmed.</summary>
    Stability = 4,
}
