using System.Globalization;
using Honnan.Cluster;
using Honnan.Cluster.Ranks;
using Honnan.Learning.Ranks;

int code = 0;
try
{
    IRanks ranks = MpiRanks.Begin();
    switch (args)
    {
        case ["sums"]:
            Sums.Check(ranks);
            break;
        case ["host"]:
            Console.WriteLine($"{ranks.Host.Ranks} {ranks.Host.OnSameCores}");
            break;
        case ["signals"]: // which .NET makes exceptions of
            try
            {
                string? nothing = Environment.GetEnvironmentVariable("NOTHING");
                Console.WriteLine(nothing!.Length);
            }
            catch (NullReferenceException)
            {
                Console.Write($"{ranks.Rank}\n"); // at once: lines of several ranks do not mix
            }

            break;
        case ["bug"]:
            _ = ranks.Any(false);
            _ = ranks.Leads() ? ranks.Any(false) : throw new InvalidOperationException("a bug of one rank");
            break;
        case ["gradients"]:
            Gradients.Compare(ranks);
            break;
        case ["exchange", var rounds]:
            Speeds.Exchange(ranks, Number(rounds));
            break;
        case ["sum", var rounds, var numbers]:
            Speeds.Sum(ranks, Number(rounds), Number(numbers));
            break;
        case ["overlap", var rounds, var pictures]:
            Speeds.Overlap(ranks, Number(rounds), Number(pictures));
            break;
        case ["step", var rounds, var pictures, var threads]:
            Speeds.Step(ranks, Number(rounds), Number(pictures), Number(threads));
            break;
        default:
            throw new InvalidOperationException($"no such exercise: {string.Join(" ", args)}");
    }
}
catch (Exception error)
{
    Console.Error.WriteLine(error);
    code = 1;
}

MpiRanks.End(code);
return code;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
