BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Work in the background' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'is saved by Durable and leaves no record behind' {
        $image = New-AIImage 'a red fox' -Durable -OutFile ./fox.png

        $image.Status | Should -Be 'completed'
        Get-PngSize ./fox.png | Should -Be '1024x1024'
        (Get-ChildItem -Force).Name | Should -Be 'fox.png'
    }

    It 'is found again by a run that comes after one that died' {
        $job = New-AIImage 'a red fox' -NoWait
        @{ version = 1; response_id = $job.ResponseId; prompt = 'a red fox' } | ConvertTo-Json | Set-Content fox.png.pending
        $lines, $image = @(New-AIImage 'a red fox' -Durable -OutFile ./fox.png -Resume -Verbose 4>&1).
            Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')

        $image.ResponseId | Should -Be $job.ResponseId
        @($lines -match 'POST responses').Count | Should -Be 0
        (Get-ChildItem -Force).Name | Should -Be 'fox.png'
    }

    It 'is not sent again while nobody knows whether it was made' {
        '{"version":1}' | Set-Content fox.png.pending

        Get-ErrorId { New-AIImage 'a red fox' -Durable -OutFile ./fox.png -Resume } | Should -Be 'ResultUnknown'
        Get-ErrorId { New-AIImage 'a red fox' -Durable -OutFile ./fox.png } | Should -Be 'FileExists'
        (Get-ChildItem -Force).Name | Should -Be 'fox.png.pending'
        $null = New-AIImage 'a red fox' -Durable -OutFile ./fox.png -Force
        (Get-ChildItem -Force).Name | Should -Be 'fox.png'
    }

    It 'returns at once with NoWait and is waited for later' {
        $jobs = 'a red fox', 'a blue heron' | New-AIImage -NoWait

        $jobs.Status | Should -Be 'queued', 'queued'
        $jobs | ForEach-Object { $_.Length | Should -Be 0 }
        $images = $jobs | Wait-AIImage | Sort-Object Index
        $images.Prompt | Should -Be 'a red fox', 'a blue heron'
        $images.ResponseId | Should -Be $jobs.ResponseId
        $files = $images | Save-AIImage ./pictures
        $files.Name | Should -Be 'a-red-fox-0.png', 'a-blue-heron-1.png'
    }

    It 'is waited for by its id alone' {
        $job = New-AIImage 'a red fox' -NoWait

        (Wait-AIImage $job.ResponseId).Status | Should -Be 'completed'
        ($job.ResponseId | Wait-AIImage).Format | Should -Be 'png'
    }

    It 'is waited for after Export-Clixml' {
        'a red fox', 'a blue heron' | New-AIImage -NoWait | Export-Clixml jobs.xml
        $images = Import-Clixml jobs.xml | Wait-AIImage | Sort-Object Index

        $images.Prompt | Should -Be 'a red fox', 'a blue heron'
        $images.Status | Should -Be 'completed', 'completed'
    }

    It 'is waited for after Export-Csv' {
        'a red fox', 'a blue heron' | New-AIImage -NoWait | Select-Object Metadata | Export-Csv jobs.csv
        $images = Import-Csv jobs.csv | Wait-AIImage | Sort-Object Index

        $images.Prompt | Should -Be 'a red fox', 'a blue heron'
        $images.Index | Should -Be 0, 1
        ($images | Save-AIImage ./pictures).Count | Should -Be 2
    }

    It 'is begun and finished in a job and comes here whole' {
        $image = Start-Job {
            Import-Module $using:module
            Connect-AIImageService -Sandbox
            'a red fox' | New-AIImage -NoWait | Wait-AIImage
        } | Receive-Job -Wait -AutoRemoveJob

        $image.Status | Should -Be 'completed'
        ($image | Wait-AIImage).Prompt | Should -Be 'a red fox'
        Get-PngSize ($image | Save-AIImage ./fox.png).FullName | Should -Be '1024x1024'
    }

    It 'passes on what is finished already' {
        $image = New-AIImage 'a red fox'
        $passed = $image | Wait-AIImage -Verbose 4>&1

        $passed.ResponseId | Should -Be $image.ResponseId
        @($passed).Count | Should -Be 1
    }

    It 'is cancelled by Stop-AIImage' {
        $job = New-AIImage 'a red fox' -NoWait
        $stopped = $job | Stop-AIImage -PassThru

        $stopped.Status | Should -Be 'cancelled'
        Get-ErrorId { $job | Wait-AIImage } | Should -Be 'ResponseFailed'
    }

    It 'is deleted by Remove-AIImage while its file stays' {
        $image = New-AIImage 'a red fox' -OutFile ./fox.png
        $image | Remove-AIImage | Should -BeNullOrEmpty

        Get-ErrorId { Get-AIImage -ResponseId $image.ResponseId } | Should -Be 'ItemNotFound'
        Get-ErrorId { Remove-AIImage $image.ResponseId } | Should -Be 'ItemNotFound'
        './fox.png' | Should -Exist
    }

    It 'is neither cancelled nor deleted with WhatIf' {
        $job = New-AIImage 'a red fox' -NoWait
        $job | Stop-AIImage -WhatIf
        $job | Remove-AIImage -WhatIf

        ($job | Wait-AIImage).Status | Should -Be 'completed'
    }

    It 'is refused where there is no such mode before anything is sent' {
        Get-ErrorId { New-AIImage 'a red fox' -Durable -Api Images } | Should -Be 'ServiceUnsupported'
        Get-ErrorId { New-AIImage 'a red fox' -Durable -NoStore } | Should -Be 'InvalidRequest'
        Get-ErrorId { New-AIImage 'a red fox' -NoWait -OutFile ./fox.png } | Should -Be 'InvalidRequest'
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'streams durably with its partial images' {
        $items = Get-AIImageStream 'an owl' -PartialImages 2 -Durable -OutFile ./owl.png

        $items.IsFinal | Should -Be $false, $false, $true
        (Get-ChildItem -Force).Name | Should -Be 'owl.png'
    }

    It 'is explained by the help of each cmdlet that acts on it' {
        foreach ($name in 'Wait-AIImage', 'Stop-AIImage', 'Remove-AIImage') {
            $help = Get-Help $name -Full

            $help.Synopsis | Should -Match '\w+ \w+'
            @($help.Examples.Example).Count | Should -BeGreaterThan 1
            ($help.Parameters.Parameter | Where-Object Name -EQ 'ResponseId').Description.Text | Should -Not -BeNullOrEmpty
        }
    }
}
