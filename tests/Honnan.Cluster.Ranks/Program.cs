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
        case ["gradients"]:
            Gradients.Compare(ranks);
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
