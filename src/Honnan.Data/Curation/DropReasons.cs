using System.Text.Json;

namespace Honnan.Data.Curation;

/// <summary>The words for <see cref="DropReason"/> in files.</summary>
public static class DropReasons
{
    /// <summary>"outside-vocabulary" and so on.</summary>
    public static string Word(this DropReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
