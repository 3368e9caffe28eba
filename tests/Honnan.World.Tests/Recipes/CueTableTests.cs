using System.Globalization;
using System.Text;
using Honnan.Data.Geography;
using Honnan.World.Recipes;
using Xunit;

namespace Honnan.World.Tests.Recipes;

public sealed class CueTableTests
{
    private const string Begin = "<!-- cues -->\n";
    private const string End = "<!-- /cues -->";

    [Fact]
    public void Documents_Table_IsWhatTheRecipesSay()
    {
        string path = ProjectFolder.At("docs", "drawn-world.md");
        string document = File.ReadAllText(path);
        int from = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = document.IndexOf(End, StringComparison.Ordinal);
        string wanted = Table();
        if (Environment.GetEnvironmentVariable("HONNAN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, document[..from] + wanted + document[to..]);
            return;
        }

        Assert.Equal(wanted, document[from..to]);
    }

    private static string Table()
    {
        var text = new StringBuilder("| country | cue | what is drawn | pictures | |\n|---|---|---|---|---|\n");
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            string name = Countries.Get(recipe.Country).English;
            foreach (CueShare share in recipe.Cues)
            {
                Row(text, name, share, Remark(recipe, share));
                name = "";
            }

            if (recipe.Shortcut is { } shortcut)
            {
                Row(text, "", shortcut, "the shortcut; windows only");
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string country, CueShare share, string remark) => text.Append(
        CultureInfo.InvariantCulture, $"| {country} | `{share.Cue}` | {share.Cue.Shows} | {share.Probability * 100:0} % | {remark} |\n");

    private static string Remark(CountryRecipe recipe, CueShare share)
    {
        var others = CountryRecipes.All.Where(other => other != recipe && other.Cues.Any(s => s.Cue == share.Cue)).Select(other => other.Country.ToString()).ToList();
        var remarks = new List<string>();
        if (share.Cue.Kind == CueKind.Camera)
        {
            remarks.Add("the camera's");
        }

        if (others.Count > 0)
        {
            remarks.Add($"also {string.Join(", ", others)}");
        }

        if (share.Probability <= 0.2)
        {
            remarks.Add("rare");
        }

        return string.Join("; ", remarks);
    }
}
