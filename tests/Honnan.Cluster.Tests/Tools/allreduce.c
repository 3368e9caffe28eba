// Seconds of sums of float32 numbers in place, a line a round: what the exchange of gradients is held against. A single
// number is summed by a blocking MPI_Allreduce; several are buckets, each begun by an MPI_Iallreduce, and all waited for
// at the end. allreduce ROUNDS NUMBERS [NUMBERS ...]
#define _POSIX_C_SOURCE 200112L
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc < 3)
    {
        fprintf(stderr, "allreduce ROUNDS NUMBERS [NUMBERS ...]\n");
        return 2;
    }

    // Rabenseifner's way, as MpiRanks has it for two ranks: in buckets too, Open MPI would sum up a tree and down again.
    setenv("OMPI_MCA_coll_libnbc_iallreduce_algorithm", "3", 0);
    int rounds = atoi(argv[1]);
    int buckets = argc - 2;
    int *counts = calloc(buckets, sizeof *counts);
    MPI_Request *requests = calloc(buckets, sizeof *requests);
    size_t all = 0;
    for (int bucket = 0; counts != NULL && bucket < buckets; bucket++)
    {
        all += counts[bucket] = atoi(argv[2 + bucket]);
    }

    float *numbers = malloc(all * sizeof *numbers);
    if (counts == NULL || requests == NULL || numbers == NULL)
    {
        fprintf(stderr, "allreduce: no memory\n");
        return 1;
    }

    memset(numbers, 0, all * sizeof *numbers);
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    // The first round is one to warm up with.
    for (int round = 0; round <= rounds; round++)
    {
        MPI_Barrier(MPI_COMM_WORLD);
        double begin = MPI_Wtime();
        if (buckets == 1)
        {
            MPI_Allreduce(MPI_IN_PLACE, numbers, counts[0], MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
        }
        else
        {
            float *next = numbers;
            for (int bucket = 0; bucket < buckets; next += counts[bucket++])
            {
                MPI_Iallreduce(MPI_IN_PLACE, next, counts[bucket], MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD, &requests[bucket]);
            }

            MPI_Waitall(buckets, requests, MPI_STATUSES_IGNORE);
        }

        MPI_Barrier(MPI_COMM_WORLD);
        if (round > 0 && rank == 0)
        {
            printf("%.6f\n", MPI_Wtime() - begin);
        }
    }

    MPI_Finalize();
    free(numbers);
    free(requests);
    free(counts);
    return 0;
}
